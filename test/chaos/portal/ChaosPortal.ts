import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { environmentWith, readJson, TYPESCRIPT_OPTIONS } from '../../parts';

/** What the portal's process is given. */
export interface PortalInput {
  database:
    | { filename: string }
    | {
        host: string;
        port: number;
        user: string;
        password: string;
        database: string;
      };
  /** The path of a kubeconfig. */
  kubeconfig: string;
}

/** What it tells when it listens. */
export interface PortalReady {
  type: 'ready';
  url: string;
  /** The header of a user. */
  authorization: string;
}

/** What it does when told. */
export type PortalCommand =
  /** Its clock is so many milliseconds ahead. */
  | { type: 'clock'; offset: number }
  | { type: 'database'; is: 'full' | 'gone' | 'sound' }
  | { type: 'memory' };

/** A portal that can be killed and started again on what it has written. */
export class ChaosPortal {
  readonly #input: PortalInput;
  readonly #log: string;
  #child?: ChildProcess;
  #ready?: PortalReady;

  /** @param log - the file that its output is appended to */
  constructor(input: PortalInput, log: string) {
    this.#input = input;
    this.#log = log;
  }

  async start(): Promise<void> {
    const output = fs.openSync(this.#log, 'a');
    const child = fork(
      path.join(__dirname, 'portalProcess.ts'),
      [JSON.stringify(this.#input)],
      {
        execArgv: TYPESCRIPT_OPTIONS,
        // What Backstage's test backend wants.
        env: environmentWith({ NODE_ENV: 'test' }),
        stdio: ['ignore', output, output, 'ipc'],
      },
    );
    fs.closeSync(output);
    this.#child = child;
    this.#ready = await new Promise<PortalReady>((resolve, reject) => {
      child.on('message', (message: PortalReady) => {
        if (message.type === 'ready') resolve(message);
      });
      child.once('exit', (code, signal) =>
        reject(
          new Error(
            `The portal ended with ${signal ?? code} before it listened:\n${fs
              .readFileSync(this.#log, 'utf8')
              .slice(-3_000)}`,
          ),
        ),
      );
    });
  }

  tell(command: PortalCommand): void {
    this.#child?.send(command);
  }

  /** Bytes of memory that its process has. */
  async memory(): Promise<number> {
    const answer = new Promise<number>(resolve => {
      const listener = (message: { type?: string; rss: number }) => {
        if (message.type !== 'memory') return;
        this.#child?.off('message', listener);
        resolve(message.rss);
      };
      this.#child?.on('message', listener);
    });
    this.tell({ type: 'memory' });
    return answer;
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise(resolve => {
      child.once('exit', resolve);
    });
    child.kill('SIGKILL');
    await gone;
  }

  /** The body of an answer; throws for every other status than 200. */
  async get(of: string): Promise<any> {
    const { url, authorization } = this.#ready!;
    const response = await fetch(`${url}${of}`, {
      headers: { authorization },
      signal: AbortSignal.timeout(60_000),
    });
    return readJson(of, response);
  }
}
