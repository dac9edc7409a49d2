// PF6: what the plugin adds to the portal's initial bundle (the app built with and without it, gzip), and the size of
// Headlamp's main.js. Fails above the budget; `--json FILE` keeps the figures.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildFrontend } from './lib/portal.mjs';
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

async function buildApp(tools, configs) {
  await buildFrontend(tools, { force: true, configs });
  return initialBytes(path.join(ROOT, 'packages/app/dist'));
}

try {
  const tools = toolchain(console.error);
  installDependencies(tools, console.error);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-budget-'));
  const withoutPlugin = path.join(folder, 'app-config.without.yaml');
  fs.writeFileSync(
    withoutPlugin,
    "app:\n  packages:\n    exclude: ['@portlight/plugin-portlight']\n",
  );
  const without = await buildApp(tools, [withoutPlugin]);
  // the last build stays in dist: the one that npm start serves
  const withPlugin = await buildApp(tools);
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
