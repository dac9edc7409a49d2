import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import {
  environmentWith,
  freePorts,
  readJson,
  TYPESCRIPT_OPTIONS,
  waitFor,
} from '../../parts';

const ROOT = path.resolve(__dirname, '../../..');

/** A process of the real backend. */
export interface Replica {
  pid: number;
  /** The body of an answer of the API; throws for every other status than 200. */
  get(path: string): Promise<any>;
  request(path: string, method?: string): Promise<Response>;
  /** Sends a signal to the process. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the process is gone. */
  ended: Promise<void>;
  /** Everything that was logged. */
  output(): string;
}

/** What a replica is started with. */
export interface ReplicaOptions {
  /** The kubeconfig with its clusters. */
  kubeconfig: string;
  /** Backstage's `backend.database`. */
  database: object;
}

/** Starts a backend as a process of its own, and waits until it is ready. */
export async function startReplica(options: ReplicaOptions): Promise<Replica> {
  const [port] = await freePorts(1);
  const token = randomBytes(16).toString('hex');
  const address = `http://127.0.0.1:${port}`;
  const directory = fs.mkdtempSync(
    path.join(os.tmpdir(), 'portlight-replica-'),
  );
  const config = path.join(directory, 'app-config.yaml');
  fs.writeFileSync(
    config,
    stringify({
      app: { baseUrl: address },
      backend: {
        baseUrl: address,
        listen: { host: '127.0.0.1', port },
        database: options.database,
        auth: {
          externalAccess: [
            { type: 'static', options: { token, subject: 'test' } },
          ],
        },
      },
      portlight: {
        sources: { kubernetes: false },
        kubeconfig: { path: options.kubeconfig },
      },
    }),
    { mode: 0o600 },
  );
  const child: ChildProcess = spawn(
    process.execPath,
    [
      ...TYPESCRIPT_OPTIONS,
      path.join(__dirname, 'program.ts'),
      '--config',
      config,
    ],
    {
      cwd: ROOT,
      env: environmentWith({ NODE_ENV: 'production' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const read = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout!.on('data', read);
  child.stderr!.on('data', read);
  let running = true;
  const ended = new Promise<void>(resolve => {
    child.once('close', () => {
      running = false;
      fs.rmSync(directory, { recursive: true, force: true });
      resolve();
    });
  });
  const request = (target: string, method = 'GET') =>
    fetch(`${address}/api/portlight/v1${target}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
  await waitFor(
    async () => {
      if (!running) return true;
      return (await fetch(`${address}/.backstage/health/v1/readiness`)).ok;
    },
    { what: 'the replica to be ready' },
  ).catch(error => {
    child.kill('SIGKILL');
    throw new Error(`${error.message}; it logged:\n${output}`);
  });
  if (!running) throw new Error(`The replica ended:\n${output}`);
  return {
    pid: child.pid!,
    request,
    get: async target => readJson(target, await request(target)),
    kill: signal => child.kill(signal),
    ended,
    output: () => output,
  };
}
