// Headlamp with our plugin for development: on the demo fleet, or on the clusters of a kubeconfig.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildHeadlamp } from './lib/headlamp.mjs';
import { startSimulator } from './lib/portal.mjs';
import { Processes, requireFreePort } from './lib/processes.mjs';
import { Refusal, installDependencies, toolchain } from './lib/toolchain.mjs';
import { clustersOfKubeconfig } from '../packages/headlamp-shell/src/kubeconfig.mjs';
import { startHeadlampShell } from '../packages/headlamp-shell/src/server.mjs';

const HELP = `Starts Headlamp's UI with the Portlight plugin.

  yarn workspace @portlight/headlamp-shell start     the demo fleet
  yarn workspace @portlight/headlamp-shell start --kubeconfig PATH [--context NAME ...]
                                                     the clusters of its contexts with a token

  --port N    where Headlamp listens (default 4466)
`;

/** The demo fleet's reader, as its README says. */
const DEMO_TOKEN = 'demo';

const processes = new Processes();
let shell;
let ending = false;
async function end(code) {
  if (ending) return;
  ending = true;
  await shell?.stop();
  await processes.end();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => end(0));
}

async function demoClusters(tools) {
  console.log('Starting the demo fleet');
  const url = await startSimulator(tools, processes, {
    onExit: () => {
      console.error('The demo fleet ended by itself.');
      end(1);
    },
  });
  const response = await fetch(`${url}/control/clusters`);
  const { items } = await response.json();
  return items.map(({ name }) => ({
    name,
    server: `${url}/clusters/${name}`,
    token: DEMO_TOKEN,
  }));
}

function kubeconfigClusters(given, contexts) {
  // yarn runs scripts in the workspace; the path is meant from where the user typed it
  const file = path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new Refusal(`There is no kubeconfig at ${file}.`);
  }
  const clusters = clustersOfKubeconfig(fs.readFileSync(file, 'utf8'));
  const wanted = contexts
    ? clusters.filter(({ name }) => contexts.includes(name))
    : clusters;
  if (wanted.length === 0) {
    throw new Refusal(`${file} has no such context with a token to sign in.`);
  }
  return wanted;
}

try {
  const { values } = parseArgs({
    options: {
      kubeconfig: { type: 'string' },
      context: { type: 'string', multiple: true },
      port: { type: 'string', default: '4466' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const port = Number(values.port);
  await requireFreePort(port);
  const tools = toolchain(console.log);
  installDependencies(tools, console.log);
  await buildHeadlamp(tools, {
    progress: console.log,
    onStart: child => processes.add('build', child),
  });
  shell = await startHeadlampShell({
    port,
    clusters: values.kubeconfig
      ? kubeconfigClusters(values.kubeconfig, values.context)
      : await demoClusters(tools),
  });
  console.log(`\n  ${shell.url}/portlight\n`);
} catch (error) {
  if (!ending) {
    console.error(error instanceof Refusal ? error.message : error);
    await end(1);
  }
}
