// `yarn bench`: what Portlight costs beside its peers; test/bench says how.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { TRANSFORM } from './lib/processes.mjs';
import {
  ROOT,
  Refusal,
  installDependencies,
  toolchain,
} from './lib/toolchain.mjs';

try {
  const tools = toolchain(console.error);
  installDependencies(tools, console.error);
  const child = spawn(
    tools.node,
    [
      ...TRANSFORM,
      path.join(ROOT, 'test/bench/main.ts'),
      ...process.argv.slice(2),
    ],
    { cwd: ROOT, env: tools.env, stdio: 'inherit' },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('close', code => process.exit(code ?? 1));
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}
