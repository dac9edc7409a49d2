/**
 * Starts the processes of a test and ends them when the test's process is gone, however it went: this
 * process reads its orders from standard input, and a closed input is the order to end.
 * (Handlers in the test's own process would not do: Jest gives tests a copy of `process`, and a killed
 * process runs no handlers.)
 *
 * Orders and answers are JSON lines; see Supervisor.ts.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import readline from 'node:readline';

const KILL_AFTER_MILLISECONDS = 10_000;

/** What goes when the processes have ended. */
const directories = process.argv.slice(2);

/** Running processes by name. */
const children = new Map();
const forwards = [];
let ending = false;

function answer(message) {
  // Nobody reads any more where the test's process died.
  if (!process.stdout.destroyed) {
    process.stdout.write(`${JSON.stringify(message)}\n`);
  }
}

function start({
  id,
  name,
  command,
  args,
  env,
  cwd,
  log,
  uid,
  gid,
  stopSignal,
}) {
  const output = fs.openSync(log, 'a');
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
    ...(uid === undefined ? {} : { uid, gid }),
  });
  fs.closeSync(output);
  child.on('spawn', () => {
    children.set(name, { child, stopSignal });
    answer({ id, pid: child.pid });
  });
  child.on('error', error => answer({ id, error: error.message }));
  child.on('exit', (code, signal) => {
    children.delete(name);
    answer({ exited: name, code, signal });
  });
}

function stop(name) {
  const running = children.get(name);
  if (!running) {
    return Promise.resolve();
  }
  return new Promise(resolve => {
    const { child, stopSignal } = running;
    const timer = setTimeout(
      () => child.kill('SIGKILL'),
      KILL_AFTER_MILLISECONDS,
    );
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill(stopSignal);
  });
}

/** Unix sockets cross network namespaces, so this is the way in from outside. */
function forward({ id, socket, port }) {
  const server = net.createServer(incoming => {
    const outgoing = net.connect(port, '127.0.0.1');
    incoming.pipe(outgoing).pipe(incoming);
    incoming.on('error', () => outgoing.destroy());
    outgoing.on('error', () => incoming.destroy());
  });
  server.on('error', error => answer({ id, error: error.message }));
  server.listen(socket, () => answer({ id }));
  forwards.push(server);
}

async function end() {
  if (ending) {
    return;
  }
  ending = true;
  await Promise.all([...children.keys()].map(stop));
  for (const directory of directories) {
    fs.rmSync(directory, { recursive: true, force: true });
  }
  process.exit(0);
}

process.stdout.on('error', () => {});
process.on('SIGTERM', end);
// Ctrl-C reaches the whole group; the test's process decides, and its end closes our input.
process.on('SIGINT', () => {});

const orders = readline.createInterface({ input: process.stdin });
orders.on('line', async line => {
  const order = JSON.parse(line);
  if (ending) {
    answer({ id: order.id, error: 'The supervisor is ending.' });
  } else if (order.order === 'start') {
    start(order);
  } else if (order.order === 'stop') {
    await stop(order.name);
    answer({ id: order.id });
  } else {
    forward(order);
  }
});
orders.on('close', end);
