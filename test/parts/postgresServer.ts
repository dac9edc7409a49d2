// A PostgreSQL for a test run that is not this process: prints where it is, and ends with its standard input.
import { startPostgres } from './Postgres';

/** One line for whoever started this. */
function say(word: 'POSTGRES' | 'UNAVAILABLE', text: string) {
  process.stdout.write(`${word} ${text.replace(/\s+/g, ' ').trim()}\n`);
}

async function main(): Promise<void> {
  const asked = new Promise<void>(resolve => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    // Also keeps the event loop alive, and notices that the process at the other end was killed.
    process.stdin.on('end', resolve).on('close', resolve).resume();
  });
  let postgres;
  try {
    postgres = await startPostgres();
  } catch (error) {
    say('UNAVAILABLE', (error as Error).message);
    process.stdin.destroy();
    return;
  }
  const { user, password, host, port } = postgres;
  say('POSTGRES', `postgres://${user}:${password}@${host}:${port}/postgres`);
  await asked;
  await postgres.stop();
  process.stdin.destroy();
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
