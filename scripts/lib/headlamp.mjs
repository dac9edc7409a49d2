// Headlamp's real UI with our plugin: what the two are built from. Run as a script, it builds what has changed.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ROOT,
  Refusal,
  hashFiles,
  installDependencies,
  run,
  toolchain,
} from './toolchain.mjs';

const BUILDS = [
  {
    workspace: 'portlight-headlamp',
    what: 'Building the Headlamp plugin',
    dist: 'plugins/headlamp/dist',
    sources: [
      'plugins/headlamp/src',
      'plugins/headlamp/package.json',
      'plugins/headlamp/vite.config.mjs',
      'plugins/portlight-react/src',
      'plugins/portlight-common/src',
      'yarn.lock',
    ],
  },
  {
    workspace: '@portlight/headlamp-shell',
    what: "Building Headlamp's UI (a minute, then cached)",
    dist: 'packages/headlamp-shell/dist',
    sources: [
      'packages/headlamp-shell/src/main.jsx',
      'packages/headlamp-shell/index.html',
      'packages/headlamp-shell/package.json',
      'packages/headlamp-shell/vite.config.mjs',
      'node_modules/@kinvolk/headlamp-plugin/package.json',
    ],
  },
];

/** Builds the plugin and the shell unless what they are built from has not changed. */
export async function buildHeadlamp(tools, { progress, onStart } = {}) {
  for (const { workspace, what, dist, sources } of BUILDS) {
    const stamp = path.join(ROOT, dist, '.portlight-sources');
    const wanted = hashFiles(sources);
    if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) {
      continue;
    }
    progress?.(what);
    await run(tools, [tools.yarn, 'workspace', workspace, 'build'], {
      onStart,
      what,
      // jest's own would make development builds of both
      env: { NODE_ENV: 'production' },
    });
    fs.writeFileSync(stamp, wanted);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const tools = toolchain(console.log);
    installDependencies(tools, console.log);
    await buildHeadlamp(tools, { progress: console.log });
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    process.exitCode = 1;
  }
}
