import { ChildProcess, spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import readline from 'node:readline';

/** A process that a test needs. */
export interface ProcessOptions {
  /** Unique per supervisor. */
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
  /** The file that its output is appended to. */
  log: string;
  uid?: number;
  gid?: number;
  /** How it is asked to end; ten seconds later it is killed. */
  stopSignal: NodeJS.Signals;
}

interface Answer {
  id?: number;
  pid?: number;
  error?: string;
  exited?: string;
  code?: number | null;
  signal?: string | null;
}

// kwok's pods have addresses of this range; every one of them is then local (control-plane.md).
const ENTER_NETWORK_NAMESPACE = `
ip link set lo up &&
ip route add local 10.0.0.0/24 dev lo &&
ip addr add 10.0.0.254/32 dev lo &&
exec "$0" "$@"`;

/**
 * Runs the processes of a test in the care of a process of its own, so that they end with the test even
 * where the test's process is killed.
 */
export class Supervisor {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #exits = new Map<string, string>();
  readonly #servers: net.Server[] = [];
  readonly #ended: Promise<void>;
  #lastId = 0;

  /** @param options - `removeAtEnd`: directories that go when all processes have ended, also after a crash */
  constructor(
    options: { networkNamespace?: boolean; removeAtEnd?: string[] } = {},
  ) {
    const supervise = [
      process.execPath,
      path.join(__dirname, 'supervise.mjs'),
      ...(options.removeAtEnd ?? []),
    ];
    const [command, ...args] = options.networkNamespace
      ? [
          'unshare',
          // Without root, a user namespace gives the right to make a network namespace.
          process.getuid?.() === 0 ? '-n' : '-rn',
          'sh',
          '-c',
          ENTER_NETWORK_NAMESPACE,
          ...supervise,
        ]
      : supervise;
    // The test runner's NODE_OPTIONS are not for this process.
    const { NODE_OPTIONS: _, ...env } = process.env;
    this.#process = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: env as NodeJS.ProcessEnv,
    });
    // A suite that failed before it could stop us must not keep its runner alive.
    this.#process.unref();
    for (const stream of [this.#process.stdin, this.#process.stdout]) {
      (stream as net.Socket).unref();
    }
    this.#process.stdin!.on('error', () => {});
    this.#ended = new Promise(resolve => {
      const end = (reason: string) => {
        for (const answer of this.#waiting.values()) {
          answer({ error: `The supervisor ended: ${reason}` });
        }
        this.#waiting.clear();
        resolve();
      };
      this.#process.on('exit', (code, signal) => end(`${signal ?? code}`));
      this.#process.on('error', error => end(error.message));
    });
    readline
      .createInterface({ input: this.#process.stdout! })
      .on('line', line => this.#receive(JSON.parse(line)));
  }

  /** Resolves when the process runs, which is before it is ready. */
  async start(options: ProcessOptions): Promise<number> {
    this.#exits.delete(options.name);
    const { pid } = await this.#order({ order: 'start', ...options });
    return pid!;
  }

  /** Ends one process. */
  async stop(name: string): Promise<void> {
    await this.#order({ order: 'stop', name });
  }

  /** How the process ended; undefined while it runs. */
  exitOf(name: string): string | undefined {
    return this.#exits.get(name);
  }

  /**
   * Makes a port of the supervisor's network namespace reachable from here.
   *
   * @returns the port on 127.0.0.1
   */
  async forward(port: number, socket: string): Promise<number> {
    await this.#order({ order: 'forward', port, socket });
    const server = net.createServer(incoming => {
      const outgoing = net.connect(socket);
      incoming.pipe(outgoing).pipe(incoming);
      incoming.on('error', () => outgoing.destroy());
      outgoing.on('error', () => incoming.destroy());
    });
    server.unref();
    this.#servers.push(server);
    return new Promise((resolve, reject) => {
      server.on('error', reject);
      server.listen(0, '127.0.0.1', () =>
        resolve((server.address() as net.AddressInfo).port),
      );
    });
  }

  /** Ends all processes; resolves when they are gone. */
  async close(): Promise<void> {
    this.#process.ref();
    for (const server of this.#servers) {
      server.close();
    }
    this.#process.stdin!.end();
    await this.#ended;
  }

  #receive(answer: Answer) {
    if (answer.exited) {
      this.#exits.set(answer.exited, `${answer.signal ?? answer.code}`);
    } else if (answer.id !== undefined) {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    }
  }

  #order(order: object): Promise<Answer> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, answer =>
        answer.error ? reject(new Error(answer.error)) : resolve(answer),
      );
      this.#process.stdin!.write(`${JSON.stringify({ id, ...order })}\n`);
    });
  }
}
