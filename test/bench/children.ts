import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** A process that goes on until it is stopped. */
export interface Service<Ready> {
  ready: Ready;
  stop(): Promise<void>;
}

/** Ours among the messages of the channel: what runs TypeScript uses it too. */
interface Message<Value> {
  type: 'bench';
  value: Value;
}

const running = new Set<ChildProcess>();

function start(program: string, input: object): ChildProcess {
  const child = fork(path.join(__dirname, program), [JSON.stringify(input)], {
    execArgv: [...process.execArgv, '--expose-gc'],
    // Results come over the channel; stdout belongs to the table.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

function firstMessage<Value>(child: ChildProcess, name: string) {
  return new Promise<Value>((resolve, reject) => {
    child.on('message', (message: Partial<Message<Value>>) => {
      if (message.type === 'bench') resolve(message.value as Value);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`${name} ended with ${signal ?? code}, see above`)),
    );
  });
}

function exited(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise(resolve => {
        child.once('exit', () => resolve());
      });
}

/** Runs a program of this folder to its end, and answers what it found. */
export async function runChild<Result>(
  program: string,
  input: object,
): Promise<Result> {
  const child = start(program, input);
  const result = await firstMessage<Result>(child, program);
  await exited(child);
  return result;
}

/** Starts a program of this folder that serves something. */
export async function startService<Ready>(
  program: string,
  input: object,
): Promise<Service<Ready>> {
  const child = start(program, input);
  const ready = await firstMessage<Ready>(child, program);
  return {
    ready,
    stop: async () => {
      child.kill('SIGTERM');
      await exited(child);
    },
  };
}

/** Ends whatever still runs, for a bench that is interrupted. */
export function stopChildren(): void {
  for (const child of running) child.kill('SIGKILL');
}

function fail(error: unknown): void {
  process.stderr.write(`${(error as Error)?.stack ?? error}\n`);
  process.exit(1);
}

function send(value: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send!({ type: 'bench', value }, undefined, {}, error =>
      error ? reject(error) : resolve(),
    );
  });
}

function readInput<Input>(): Input {
  // Nobody waits for the result any more.
  process.once('disconnect', () => process.exit(1));
  return JSON.parse(process.argv[2]);
}

/** In the child: does its work and tells the result. */
export function runAsProgram<Input, Result>(
  work: (given: Input) => Promise<Result>,
): void {
  work(readInput<Input>())
    .then(send)
    .then(() => process.exit(0), fail);
}

/** In the child: serves until it is told to stop. */
export function runAsService<Input, Ready>(
  begin: (given: Input) => Promise<{ ready: Ready; stop(): Promise<void> }>,
): void {
  begin(readInput<Input>()).then(async ({ ready, stop }) => {
    process.once('SIGTERM', () => {
      stop().then(() => process.exit(0), fail);
    });
    await send(ready);
  }, fail);
}
