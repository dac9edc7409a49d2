// `yarn dev`: the portal in watch mode, frontend on port 3000 and backend on port 7007.
import path from 'node:path';
import { Processes } from './lib/processes.mjs';
import { startSimulator } from './lib/portal.mjs';
import {
  ROOT,
  Refusal,
  installDependencies,
  toolchain,
} from './lib/toolchain.mjs';

const processes = new Processes();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => processes.end().then(() => process.exit(0)));
}

try {
  const tools = toolchain(console.log);
  installDependencies(tools, console.log);
  const simulatorUrl = await startSimulator(tools, processes, {
    onLine: line => console.log(`fleet: ${line}`),
  });
  processes.start(
    tools,
    'portal',
    [
      tools.yarn,
      'backstage-cli',
      'repo',
      'start',
      // each package is started in its own folder
      ...[
        'app-config.yaml',
        'app-config.demo.yaml',
        'app-config.development.yaml',
      ].flatMap(file => ['--config', path.join(ROOT, file)]),
    ],
    {
      env: { PORTLIGHT_SIMULATOR_URL: simulatorUrl },
      onLine: line => console.log(line),
      onExit: code => processes.end().then(() => process.exit(code ?? 1)),
    },
  );
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  await processes.end();
  process.exit(1);
}
