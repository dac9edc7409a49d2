import { runChild } from '../children';
import type { BenchFleet } from '../fleet/startFleet';
import { figure, type Subject } from '../report';
import { median } from '../statistics';
import type { SyncInput, SyncResult } from './SyncInput';

/** A way of reading a fleet. */
export interface SyncSubject {
  name: string;
  program: string;
  /** At the addresses with TLS, by this protocol. */
  secure?: 'HTTP/1.1' | 'HTTP/2';
}

/** This project's: list, prune, judge, and write to SQLite in memory; then watch. */
export const MIRROR: SyncSubject = {
  name: 'Portlight mirror to SQLite',
  program: 'firstSync/mirrorProcess.ts',
};

/** The same by the other ways to a cluster: the mirror above goes direct, with HTTP/1.1 and without TLS. */
export const MIRROR_WAYS: readonly SyncSubject[] = [
  { ...MIRROR, name: 'mirror, TLS, HTTP/1.1', secure: 'HTTP/1.1' },
  { ...MIRROR, name: 'mirror, TLS, HTTP/2', secure: 'HTTP/2' },
  {
    name: 'mirror and kubernetes backend in one process',
    program: 'firstSync/proxiedMirrorProcess.ts',
  },
];

/** The official client's cache: list, keep whole objects; then watch. */
export const INFORMERS: SyncSubject = {
  name: 'client-node informers',
  program: 'firstSync/informerProcess.ts',
};

/** The least that any client does. */
export const PARSE: SyncSubject = {
  name: 'fetch + JSON.parse',
  program: 'firstSync/parseProcess.ts',
};

/** Runs a subject in a process of its own. */
export async function runSubject(
  { name, program, secure }: SyncSubject,
  fleet: BenchFleet,
  kinds?: string[],
): Promise<SyncResult> {
  const { clusters, kubeconfig, secureKubeconfig, pods } = fleet;
  if (secure && !secureKubeconfig) {
    throw new Error(`${name} needs a fleet with TLS`);
  }
  const input: SyncInput = {
    kubeconfig: secure ? secureKubeconfig! : kubeconfig,
    clusters,
    kinds,
    http2: secure === 'HTTP/2',
  };
  const result = await runChild<SyncResult>(program, input);
  if (result.pods !== pods) {
    throw new Error(`${name} has ${result.pods} pods instead of ${pods}`);
  }
  return result;
}

/** The rounds of one subject as a row. */
export function syncSubject(
  { name }: SyncSubject,
  rounds: readonly SyncResult[],
): Subject {
  const of = (read: (result: SyncResult) => number) => rounds.map(read);
  const { database, bytes } = rounds[0];
  return {
    name,
    figures: {
      wall: figure(
        'seconds',
        of(({ wall }) => wall),
      ),
      CPU: figure(
        'seconds',
        of(({ cpu }) => cpu),
      ),
      'CPU per pod': figure(
        'microseconds',
        of(({ cpu, pods }) => (cpu / pods) * 1e6),
      ),
      'heap after': figure(
        'bytes',
        of(({ heap }) => heap),
      ),
      'peak RSS': figure(
        'bytes',
        of(({ peakRss }) => peakRss),
      ),
      'RSS before': figure(
        'bytes',
        of(({ rssBefore }) => rssBefore),
      ),
      ...(database === undefined
        ? {}
        : {
            database: figure(
              'bytes',
              of(result => result.database!),
            ),
          }),
      ...(bytes === undefined
        ? {}
        : {
            read: figure(
              'bytes',
              of(result => result.bytes!),
            ),
          }),
    },
  };
}

/** The median of what each round gives: a busy machine then disturbs both sides of a ratio alike. */
export function roundRatio(
  over: readonly SyncResult[],
  under: readonly SyncResult[],
  read: (result: SyncResult) => number,
): number {
  return median(over.map((result, round) => read(result) / read(under[round])));
}
