// The tools that everything else needs, on a machine that has any Node >= 20 and npm: Node 24 (Backstage 1.55
// runs on 22 and 24 only) and Yarn, from the npm registry into a cache folder outside the checkout.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);
const NODE_VERSION = '24';
const YARN_VERSION = '4.13.0';
const SUPPORTED_NODE = [22, 24];

/** An error whose message is all that the user needs to read. */
export class Refusal extends Error {}

export function cacheFolder(name) {
  const base =
    process.env.PORTLIGHT_CACHE_DIR ??
    path.join(
      process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'),
      'portlight',
    );
  return path.join(base, name);
}

const majorOf = version => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);

export const lastLine = text =>
  String(text ?? '')
    .trim()
    .split('\n')
    .filter(line => line.trim())
    .at(-1) ?? 'nothing';

/** The line of npm's many that says what was refused. */
const networkError = text =>
  lastLine(
    /.*\b(?:E[A-Z]{4,}|ETARGET|E40\d)\b.*/.exec(text ?? '')?.[0] ?? text,
  );

/**
 * Node and Yarn to work with.
 *
 * @param {(line: string) => void} progress
 * @returns {{ node: string, yarn: string, env: NodeJS.ProcessEnv }}
 */
export function toolchain(progress) {
  const major = majorOf(process.version);
  if (major < 20) {
    throw new Refusal(
      `Node ${process.version} is too old to start from: install Node 20 or newer (22 or 24 are used as they are).`,
    );
  }
  const ownNode = SUPPORTED_NODE.includes(major);
  const folder = cacheFolder(
    `tools-yarn${YARN_VERSION}${ownNode ? '' : `-node${NODE_VERSION}`}`,
  );
  const bin = path.join(folder, 'node_modules', '.bin');
  const nodeBinary = ownNode
    ? process.execPath
    : path.join(folder, 'node_modules', 'node', 'bin', 'node');
  const yarn = path.join(
    folder,
    'node_modules',
    '@yarnpkg',
    'cli-dist',
    'bin',
    'yarn.js',
  );

  if (!fs.existsSync(nodeBinary) || !fs.existsSync(yarn)) {
    progress(
      ownNode
        ? `Fetching Yarn ${YARN_VERSION}`
        : `Fetching Yarn ${YARN_VERSION} and Node ${NODE_VERSION} (this machine's is ${process.version})`,
    );
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
    const packages = [`@yarnpkg/cli-dist@${YARN_VERSION}`];
    if (!ownNode) packages.push(`node@${NODE_VERSION}`);
    const result = spawnSync(
      'npm',
      [
        'install',
        '--no-audit',
        '--fetch-retries=1',
        '--fetch-timeout=30000',
        '--no-fund',
        '--loglevel=error',
        // the `node` package links its binary in an install script
        '--ignore-scripts=false',
        ...packages,
      ],
      {
        cwd: folder,
        encoding: 'utf8',
        shell: process.platform === 'win32',
      },
    );
    if (result.error || result.status !== 0) {
      throw new Refusal(
        `The npm registry could not be reached for ${packages.join(
          ' and ',
        )}: check the network, or \`npm config get registry\`. npm says: ${networkError(
          result.error?.message ?? result.stderr,
        )}`,
      );
    }
  }

  // children find `node` and `yarn` first in the PATH, whatever the machine has
  const shims = path.join(folder, 'shims');
  fs.mkdirSync(shims, { recursive: true });
  writeShim(path.join(shims, 'node'), nodeBinary);
  writeShim(path.join(shims, 'yarn'), nodeBinary, yarn);
  return {
    node: nodeBinary,
    yarn,
    env: {
      ...process.env,
      PATH: [shims, bin, process.env.PATH].join(path.delimiter),
      BACKSTAGE_CLI_DISABLE_TELEMETRY: '1',
    },
  };
}

function writeShim(file, ...command) {
  const quoted = command.map(part => `'${part.replaceAll("'", `'\\''`)}'`);
  const text = `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`;
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) return;
  fs.writeFileSync(file, text, { mode: 0o755 });
}

/** Installs the dependencies unless the lockfile is the one they were installed from. */
export function installDependencies(tools, progress) {
  const stamp = path.join(ROOT, 'node_modules', '.portlight-installed');
  const manifests = ['packages', 'plugins']
    .flatMap(folder =>
      fs
        .readdirSync(path.join(ROOT, folder))
        .map(name => path.join(folder, name, 'package.json')),
    )
    .concat('test/package.json', 'package.json', 'yarn.lock', '.yarnrc.yml')
    .filter(file => fs.existsSync(path.join(ROOT, file)));
  const wanted = hashFiles(manifests);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  progress('Installing dependencies (a minute or two the first time)');
  const result = spawnSync(tools.node, [tools.yarn, 'install', '--immutable'], {
    cwd: ROOT,
    env: tools.env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0) {
    const output = `${result.stdout ?? ''}${result.stderr ?? ''}`;
    if (/YN0028/.test(output)) {
      throw new Refusal(
        'yarn.lock does not fit the package.json files: run `yarn install` and commit yarn.lock.',
      );
    }
    if (
      /RequestError|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/.test(output)
    ) {
      throw new Refusal(
        `The npm registry could not be reached: check the network. Yarn says: ${lastLine(
          output.match(
            /.*(?:RequestError|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN).*/,
          )?.[0],
        )}`,
      );
    }
    process.stderr.write(output);
    throw new Refusal('`yarn install --immutable` failed, see above.');
  }
  fs.writeFileSync(stamp, wanted);
}

/** One hash over files and folders (relative to the root), by content. */
export function hashFiles(entries) {
  const hash = createHash('sha256');
  const visit = relative => {
    const absolute = path.join(ROOT, relative);
    const stat = fs.statSync(absolute, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of fs.readdirSync(absolute).sort()) {
        if (['node_modules', 'dist', 'coverage'].includes(name)) continue;
        visit(path.join(relative, name));
      }
    } else {
      hash.update(relative).update('\0').update(fs.readFileSync(absolute));
    }
  };
  for (const entry of entries) visit(entry);
  return hash.digest('hex');
}

/** Runs a command to its end. Output is shown only when it fails. */
export function run(tools, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(tools.node, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...tools.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    options.onStart?.(child);
    let output = '';
    const keep = chunk => {
      output = (output + chunk).slice(-200_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else if (signal) reject(new Refusal(`Stopped by ${signal}.`));
      else {
        process.stderr.write(output);
        reject(
          new Refusal(`${options.what ?? args.join(' ')} failed, see above.`),
        );
      }
    });
  });
}
