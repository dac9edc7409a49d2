import { runPortlight } from './program';

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') {
    throw error;
  }
  process.exitCode ??= 0;
});

runPortlight(process.argv.slice(2), {
  cwd: process.cwd(),
  stdin: process.stdin,
  now: Date.now,
  writeOutput: text => process.stdout.write(text),
  writeError: text => process.stderr.write(text),
  colors:
    process.stdout.isTTY === true &&
    !process.env.NO_COLOR &&
    process.env.TERM !== 'dumb',
}).then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`portlight: ${error?.stack ?? error}\n`);
    process.exitCode = 70;
  },
);
