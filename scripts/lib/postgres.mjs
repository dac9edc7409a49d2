// A PostgreSQL for test suites that take one by its address.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './toolchain.mjs';
import { TRANSFORM } from './processes.mjs';

/**
 * Starts one where this machine can.
 *
 * @returns `connection`, or the reason why there is none as `unavailable`; and `stop`
 */
export function startPostgres(tools) {
  const child = spawn(
    tools.node,
    [...TRANSFORM, path.join(ROOT, 'test/parts/postgresServer.ts')],
    // It ends with its standard input, also where this process is killed.
    { cwd: ROOT, env: tools.env, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const closed = new Promise(resolve => child.on('close', resolve));
  const stop = async () => {
    child.stdin.end();
    await closed;
  };
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    createInterface({ input: child.stdout }).once('line', line => {
      const [, word, text] = /^(\S+) (.*)$/.exec(line) ?? [];
      resolve(
        word === 'POSTGRES'
          ? { connection: text, stop }
          : { unavailable: text ?? line, stop },
      );
    });
    closed.then(code =>
      resolve({ unavailable: `its starter ended with ${code}`, stop }),
    );
  });
}
