// `npm start`: from a bare checkout to a portal that shows a fleet.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Processes, requireFreePort } from './lib/processes.mjs';
import { buildFrontend, startPortal, startSimulator } from './lib/portal.mjs';
import { Refusal, installDependencies, toolchain } from './lib/toolchain.mjs';

const HELP = `Starts the Portlight demo portal.

  npm start                                      the demo fleet: six simulated clusters
  npm start -- --kubeconfig PATH [--context NAME ...]
                                                 your clusters instead

  --port N     where the portal listens (default 7007)
  --verbose    show what the portal logs
`;

const startedAt = Date.now();
const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(0)} s`;
const progress = line => console.log(`[${seconds().padStart(5)}] ${line}`);

function readArguments() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        kubeconfig: { type: 'string' },
        context: { type: 'string', multiple: true },
        port: { type: 'string', default: '7007' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new Refusal(`${error.message}. See npm start -- --help`);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Refusal(
      `--port takes a number from 1 to 65535, not "${values.port}".`,
    );
  }
  if (values.context && !values.kubeconfig) {
    throw new Refusal('--context needs --kubeconfig PATH.');
  }
  let kubeconfig;
  if (values.kubeconfig) {
    // npm runs scripts in the checkout; the path is meant from where the user typed it
    const file = path.resolve(
      process.env.INIT_CWD ?? process.cwd(),
      values.kubeconfig,
    );
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
      throw new Refusal(`There is no kubeconfig at ${file}.`);
    }
    kubeconfig = { path: file, contexts: values.context ?? [] };
  }
  return { ...values, port, kubeconfig };
}

/** What a line of the portal's log says is wrong with the kubeconfig as a whole. */
function kubeconfigProblem(line) {
  let message = line;
  try {
    ({ message } = JSON.parse(line));
  } catch {
    // not every line is JSON
  }
  return /The clusters of the source "kubeconfig" cannot be read: (.+)/.exec(
    message,
  )?.[1];
}

const processes = new Processes();
let ending = false;
async function end(code) {
  if (ending) return;
  ending = true;
  await processes.end();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    console.log('\nEnding the portal and everything it started.');
    end(0);
  });
}

try {
  const options = readArguments();
  if (options.help) {
    console.log(HELP);
    process.exit(0);
  }
  await requireFreePort(options.port);
  const tools = toolchain(progress);
  installDependencies(tools, progress);
  await buildFrontend(tools, {
    progress,
    onStart: child => processes.add('build', child),
  });

  const tail = [];
  const keep = name => line => {
    tail.push(`${name}: ${line}`);
    if (tail.length > 60) tail.shift();
    if (options.verbose) console.log(`${name}: ${line}`);
  };
  const ended = name => async (code, signal) => {
    console.error(tail.join('\n'));
    console.error(
      `${name} ended by itself (${
        signal ?? `exit code ${code}`
      }); its last lines are above.`,
    );
    await end(1);
  };

  let simulatorUrl;
  if (!options.kubeconfig) {
    progress('Starting the demo fleet: six simulated clusters');
    simulatorUrl = await startSimulator(tools, processes, {
      onLine: keep('fleet'),
      onExit: ended('The demo fleet'),
    });
    progress(`The demo fleet answers at ${simulatorUrl}`);
  }
  progress('Starting the portal');
  const keepPortal = keep('portal');
  // The portal finds what is wrong with a kubeconfig; in its log alone nobody would read it.
  let refused;
  let ready = false;
  const url = await startPortal(tools, processes, {
    port: options.port,
    simulatorUrl,
    kubeconfig: options.kubeconfig,
    onLine: line => {
      keepPortal(line);
      const problem = options.kubeconfig && kubeconfigProblem(line);
      if (problem && ready) progress(problem);
      else refused ??= problem;
    },
    onExit: ended('The portal'),
  });
  if (refused) throw new Refusal(refused);
  ready = true;
  progress(
    `Ready. Sign in ${
      simulatorUrl ? 'as one of the demo users' : 'as guest'
    } and open Fleet; Ctrl-C ends everything.`,
  );
  console.log(`\n  ${url}/fleet\n`);
} catch (error) {
  if (!ending) {
    console.error(error instanceof Refusal ? error.message : error);
    await end(1);
  }
}
