// `npm run -s portlight -- ...`: the CLI of this checkout.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { TRANSFORM } from './lib/processes.mjs';
import {
  ROOT,
  Refusal,
  installDependencies,
  toolchain,
} from './lib/toolchain.mjs';

// what the CLI prints may be piped: progress goes to stderr
const progress = line => console.error(line);

try {
  const tools = toolchain(progress);
  installDependencies(tools, progress);
  const result = spawnSync(
    tools.node,
    [
      ...TRANSFORM,
      path.join(ROOT, 'packages/cli/src/index.ts'),
      ...process.argv.slice(2),
    ],
    // npm runs scripts in the checkout; file names are meant from where the user typed them
    {
      cwd: process.env.INIT_CWD ?? process.cwd(),
      env: tools.env,
      stdio: 'inherit',
    },
  );
  process.exit(result.status ?? 1);
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(2);
}
