import path from 'node:path';
import { prometheusDirectory, PYTHON, NODE_EXPORTER } from './availability';
import { keptLogDirectory } from './logs';
import { freePorts } from './ports';
import { Supervisor } from './Supervisor';
import { waitFor } from './waitFor';

/** Client libraries of three languages, and the exporter of the machine's figures. */
export const EXPOSERS = ['go', 'python', 'node', 'node-exporter'] as const;

/** One of {@link EXPOSERS}. */
export type ExposerKind = (typeof EXPOSERS)[number];

/** A real program that exposes metrics. */
export interface Exposer {
  readonly kind: ExposerKind;
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** Ends it and starts it again: its counters begin at zero. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

function commandOf(
  kind: ExposerKind,
  port: number,
  seed: number,
): { command: string; args: string[] } {
  const script = (file: string) => path.join(__dirname, 'exposers', file);
  switch (kind) {
    case 'go':
      return {
        command: path.join(prometheusDirectory(), 'exposer'),
        args: ['-listen', `127.0.0.1:${port}`, '-seed', `${seed}`],
      };
    case 'python':
      return {
        command: PYTHON,
        args: [script('exposer.py'), '--port', `${port}`, '--seed', `${seed}`],
      };
    case 'node':
      return {
        command: process.execPath,
        args: [script('exposer.mjs'), `${port}`, `${seed}`],
      };
    default:
      return {
        command: NODE_EXPORTER,
        args: [`--web.listen-address=127.0.0.1:${port}`],
      };
  }
}

/** Starts a program that exposes metrics on a free port. @param seed - the same seed, the same traffic */
export async function startExposer(
  kind: ExposerKind,
  seed = 1,
): Promise<Exposer> {
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const logs = keptLogDirectory('exposers');
  const supervisor = new Supervisor();
  const start = async () => {
    await supervisor.start({
      name: kind,
      ...commandOf(kind, port, seed),
      log: path.join(logs, `${kind}.log`),
      stopSignal: 'SIGKILL',
    });
    await waitFor(
      async () => {
        const exit = supervisor.exitOf(kind);
        if (exit !== undefined) throw new Error(`${kind} ended with ${exit}`);
        const url = `http://${address}/metrics`;
        return (await fetch(url).catch(() => undefined))?.ok;
      },
      { what: `the ${kind} exposer; its log: ${logs}/${kind}.log` },
    );
  };
  try {
    await start();
  } catch (error) {
    await supervisor.close();
    throw error;
  }
  return {
    kind,
    address,
    restart: async () => {
      await supervisor.stop(kind);
      await start();
    },
    stop: () => supervisor.close(),
  };
}

/** Arguments of Node.js that answer for every pod of a network namespace; see `exposers/pods.mjs`. */
export function podsArguments(port: number, folder: string): string[] {
  return [path.join(__dirname, 'exposers', 'pods.mjs'), `${port}`, folder];
}
