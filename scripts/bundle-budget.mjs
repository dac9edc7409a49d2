// PF6: what the plugin adds to the portal's initial bundle (the app built with and without it, gzip), and the size of
// Headlamp's main.js. Fails above the budget; `--json FILE` keeps the figures.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  ROOT,
  Refusal,
  installDependencies,
  run,
  toolchain,
} from './lib/toolchain.mjs';

const KIB = 1024;
const BUDGETS = { initialBundle: 30 * KIB, headlampMain: 250 * KIB };

/** Gzipped bytes of the scripts that index.html loads. */
function initialBytes(dist) {
  const html = fs.readFileSync(path.join(dist, 'index.html'), 'utf8');
  const scripts = [
    ...html.matchAll(/<script[^>]+src="[^"]*?\/?(static\/[^"]+\.js)"/g),
  ];
  if (scripts.length === 0) {
    throw new Refusal(
      `No scripts in ${dist}/index.html: has its form changed?`,
    );
  }
  return scripts.reduce(
    (sum, [, file]) =>
      sum + gzipSync(fs.readFileSync(path.join(dist, file))).length,
    0,
  );
}

async function buildApp(tools, folder, extraConfig) {
  const dist = path.join(ROOT, 'packages/app/dist');
  const args = [
    tools.yarn,
    'workspace',
    'app',
    'build',
    '--config',
    path.join(ROOT, 'app-config.yaml'),
  ];
  if (extraConfig) {
    const file = path.join(folder, 'app-config.extra.yaml');
    fs.writeFileSync(file, extraConfig);
    args.push('--config', file);
  }
  await run(tools, args, { what: 'Building the app' });
  return initialBytes(dist);
}

try {
  const tools = toolchain(console.error);
  installDependencies(tools, console.error);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-budget-'));
  const without = await buildApp(
    tools,
    folder,
    "app:\n  packages:\n    exclude: ['@portlight/plugin-portlight']\n",
  );
  // the last build stays in dist: the one that npm start serves
  const withPlugin = await buildApp(tools, folder);
  fs.rmSync(folder, { recursive: true });
  await run(tools, [tools.yarn, 'workspace', 'portlight-headlamp', 'build'], {
    what: 'Building the Headlamp plugin',
  });
  const main = gzipSync(
    fs.readFileSync(path.join(ROOT, 'plugins/headlamp/dist/main.js')),
  ).length;

  const figures = {
    initialBundle: withPlugin - without,
    headlampMain: main,
  };
  let failed = false;
  for (const [name, bytes] of Object.entries(figures)) {
    const budget = BUDGETS[name];
    const over = bytes > budget;
    failed ||= over;
    console.log(
      `${name}: ${(bytes / KIB).toFixed(1)} KiB gzip of ${(
        budget / KIB
      ).toFixed(0)} KiB${over ? ' - over budget' : ''}`,
    );
  }
  const at = process.argv.indexOf('--json');
  if (at > 0) {
    fs.writeFileSync(
      process.argv[at + 1],
      JSON.stringify({ ...figures, appWithout: without }, null, 2),
    );
  }
  process.exit(failed ? 1 : 0);
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}
