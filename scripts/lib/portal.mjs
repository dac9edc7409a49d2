// The demo portal: what it is built from, and how it is started.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { TRANSFORM, freePort, waitForUrl } from './processes.mjs';
import { ROOT, Refusal, hashFiles, run } from './toolchain.mjs';

const FRONTEND_SOURCES = [
  'packages/app/src',
  'packages/app/public',
  'packages/app/config.d.ts',
  'packages/app/package.json',
  'plugins/portlight/src',
  'plugins/portlight/package.json',
  'plugins/portlight-react/src',
  'plugins/portlight-common/src',
  'app-config.yaml',
  'yarn.lock',
];

/**
 * Builds the frontend unless what it is built from has not changed.
 *
 * @param options - `configs` are files on top of app-config.yaml; what is built with them is not what `npm start` serves,
 * which builds anew
 */
export async function buildFrontend(
  tools,
  { progress, onStart, force, configs = [] } = {},
) {
  const stamp = path.join(ROOT, 'packages/app/dist/.portlight-sources');
  const wanted = hashFiles(FRONTEND_SOURCES);
  if (
    !force &&
    fs.existsSync(stamp) &&
    fs.readFileSync(stamp, 'utf8') === wanted
  )
    return;
  progress?.("Building the portal's pages (half a minute, then cached)");
  // first, so that a build which breaks off is not taken for a current one
  fs.rmSync(stamp, { force: true });
  await run(
    tools,
    [
      tools.yarn,
      'workspace',
      'app',
      'build',
      ...['app-config.yaml', ...configs].flatMap(file => [
        '--config',
        path.resolve(ROOT, file),
      ]),
    ],
    {
      onStart,
      what: "Building the portal's pages",
      // whatever the caller's is: a test runner's would choose other browsers
      env: { NODE_ENV: 'production' },
    },
  );
  if (configs.length === 0) fs.writeFileSync(stamp, wanted);
}

/** Starts the simulated fleet and answers where it listens. */
export async function startSimulator(
  tools,
  processes,
  { port, onLine, onExit },
) {
  const simulatorPort = port ?? (await freePort());
  const url = `http://127.0.0.1:${simulatorPort}`;
  processes.start(
    tools,
    'simulator',
    [
      ...TRANSFORM,
      'packages/simulator/src/cli.ts',
      '--port',
      String(simulatorPort),
      '--fleet',
      'demo',
    ],
    { onLine, onExit, env: { NODE_ENV: 'production' } },
  );
  await waitForUrl(`${url}/control/`, {
    seconds: 60,
    what: 'The demo fleet',
  });
  return url;
}

/**
 * What the demo's storefront, which costs about 650 a month, may spend: a little more than it has by now, so that one
 * budget is nearly spent on any day. In the first days of a month it is not yet, but its forecast is too high.
 */
export function demoBudget(now = new Date()) {
  const begin = new Date(now.getFullYear(), now.getMonth(), 1);
  const end = new Date(now.getFullYear(), now.getMonth() + 1, 1);
  const elapsed = (now - begin) / (end - begin);
  return Math.round((650 * Math.max(0.4, elapsed)) / 0.93);
}

/**
 * Starts the backend in production shape: one process, which also serves the pages.
 *
 * @param options - `simulatorUrl` shows the demo fleet, `kubeconfig` (path, contexts) shows real clusters
 */
export async function startPortal(tools, processes, options) {
  const { port, simulatorUrl, kubeconfig, env, onLine, onExit, configs } =
    options;
  const url = `http://127.0.0.1:${port}`;
  let stopped = false;
  const args = [...TRANSFORM, path.join(ROOT, 'packages/backend/src/index.ts')];
  for (const file of [
    'app-config.yaml',
    ...(simulatorUrl ? ['app-config.demo.yaml'] : []),
    ...(configs ?? []),
  ]) {
    args.push('--config', path.resolve(ROOT, file));
  }
  processes.start(tools, 'portal', args, {
    // file locations of the catalog are relative to the backend's folder, as with `backstage-cli package start`
    cwd: path.join(ROOT, 'packages/backend'),
    onLine,
    onExit: (...result) => {
      stopped = true;
      onExit?.(...result);
    },
    env: {
      NODE_ENV: 'production',
      APP_CONFIG_app_baseUrl: url,
      APP_CONFIG_backend_baseUrl: url,
      APP_CONFIG_backend_listen_port: String(port),
      ...(simulatorUrl && {
        PORTLIGHT_SIMULATOR_URL: simulatorUrl,
        PORTLIGHT_DEMO_BUDGET: String(demoBudget()),
        // as short-lived as the demo's database, which is in memory
        PORTLIGHT_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      }),
      ...(kubeconfig && {
        APP_CONFIG_portlight_kubeconfig_path: kubeconfig.path,
        ...(kubeconfig.contexts.length > 0 && {
          APP_CONFIG_portlight_kubeconfig_contexts: JSON.stringify(
            kubeconfig.contexts,
          ),
        }),
      }),
      ...env,
    },
  });
  await waitForUrl(`${url}/.backstage/health/v1/readiness`, {
    seconds: 120,
    what: 'The portal',
    isStopped: () => stopped,
  });
  if (stopped)
    throw new Refusal('The portal ended while it started, see above.');
  return url;
}
