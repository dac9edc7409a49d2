import type { KubernetesObject } from '@portlight/plugin-portlight-common';
import fc from 'fast-check';
import type { KubernetesServer } from './KubernetesServer';
import {
  SERVER_FAULTS,
  type ServerFault,
  type StreamingLists,
} from './serverFaults';
import { lineOf } from './wire';

const resource = fc.constantFrom('pods', 'serviceaccounts');
const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');

/** Lines that no sound server writes, and some that it does when it is in trouble. */
const LINES = [
  'not json\n',
  '\n',
  '[]\n',
  'null\n',
  '{"type":"ADDED"}\n',
  '{"type":"RENAMED","object":{}}\n',
  '{"type":"ADDED","object":{"metadata":{"name":""}}}\n',
  lineOf('ADDED', {
    kind: 'Lease',
    apiVersion: 'coordination.k8s.io/v1',
    metadata: { name: 'stranger', namespace: 'shop', resourceVersion: '99999' },
  }),
  lineOf('ERROR', { kind: 'Status', code: 410 }),
  lineOf('ERROR', { kind: 'Status', reason: 'Expired' }),
  lineOf('ERROR', { kind: 'Status', code: 500, message: 'etcd' }),
  lineOf('BOOKMARK', {}),
];

/** One thing that happens. */
export type Happening =
  | { put: string; in: string; value: number; as?: 'ADDED' | 'MODIFIED' }
  | { delete: string; in: string }
  | { wait: number }
  | { fault: ServerFault; in?: string }
  | { disconnect: 'clean' | 'reset' | 'half' | 'silent' }
  | { repeat: 'bookmark' | 'event'; index: number }
  | { say: string; in?: string }
  | { clock: number }
  | { database: 'down' | 'up' }
  | 'heal'
  | 'compact'
  | 'backup'
  | 'restore'
  | 'restoreOvertaken'
  | 'bookmark'
  | 'kill'
  | 'sync'
  | 'reconnect';

/** A server and what happens to it. */
export interface Script {
  streamingLists: StreamingLists;
  goneAsEvent: boolean;
  chunkBytes: number;
  happenings: Happening[];
}

const some = fc.option(resource, { nil: undefined });

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record(
      {
        put: name,
        in: resource,
        value: fc.nat(99),
        as: fc.constantFrom('ADDED' as const, 'MODIFIED' as const),
      },
      { requiredKeys: ['put', 'in', 'value'] },
    ),
  },
  { weight: 5, arbitrary: fc.record({ delete: name, in: resource }) },
  {
    weight: 8,
    arbitrary: fc.record({
      wait: fc.constantFrom(1, 250, 2_000, 20_000, 100_000, 400_000),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      fault: fc.constantFrom(...(Object.keys(SERVER_FAULTS) as ServerFault[])),
      in: some,
    }),
  },
  { weight: 4, arbitrary: fc.constant('heal' as const) },
  {
    weight: 4,
    arbitrary: fc.record({
      disconnect: fc.constantFrom(
        'clean' as const,
        'reset' as const,
        'half' as const,
        'silent' as const,
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      repeat: fc.constantFrom('bookmark' as const, 'event' as const),
      index: fc.nat(30),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ say: fc.constantFrom(...LINES), in: some }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      clock: fc.constantFrom(-86_400_000, -3_600_000, 3_600_000, 86_400_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      database: fc.constantFrom('down' as const, 'up' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant('compact' as const) },
  { weight: 4, arbitrary: fc.constant('backup' as const) },
  { weight: 2, arbitrary: fc.constant('restore' as const) },
  { weight: 2, arbitrary: fc.constant('restoreOvertaken' as const) },
  { weight: 2, arbitrary: fc.constant('bookmark' as const) },
  { weight: 2, arbitrary: fc.constant('kill' as const) },
  { weight: 1, arbitrary: fc.constant('sync' as const) },
  { weight: 1, arbitrary: fc.constant('reconnect' as const) },
);

/** All scripts. */
export const script: fc.Arbitrary<Script> = fc.record({
  streamingLists: fc.constantFrom<StreamingLists[]>(
    'supported',
    'supported',
    'supported',
    'refused',
    'endless',
    'ignored',
    'cut',
  ),
  goneAsEvent: fc.boolean(),
  chunkBytes: fc.constantFrom(17, 300, 100_000),
  happenings: fc.array(happening, { minLength: 1, maxLength: 40 }),
});

/** An object of a kind, with bytes of several lengths so that pieces end inside of characters. */
export function objectOf(
  of: string,
  called: string,
  value: number,
): KubernetesObject {
  const metadata = {
    name: called,
    namespace: 'shop',
    labels: { value: `${value}` },
  };
  return of === 'pods'
    ? {
        metadata,
        spec: { containers: [{ name: 'é€𝄞', image: `shop/cart:${value}` }] },
        status: { phase: 'Running' },
      }
    : { metadata };
}

/** Lets happen what is the server's alone; false for what is not. */
export function happenToServer(
  server: KubernetesServer,
  what: Happening,
): boolean {
  if (typeof what === 'string') {
    switch (what) {
      case 'heal':
      case 'compact':
      case 'backup':
      case 'restore':
      case 'restoreOvertaken':
      case 'bookmark':
        server[what]();
        return true;
      default:
        return false;
    }
  }
  if ('put' in what) {
    server.put(what.in, objectOf(what.in, what.put, what.value), what.as);
  } else if ('delete' in what) server.delete(what.in, `shop/${what.delete}`);
  else if ('fault' in what) server.fault(what.fault, what.in);
  else if ('disconnect' in what) server.disconnect(what.disconnect);
  else if ('repeat' in what) server.repeat(what.repeat, what.index);
  else if ('say' in what) server.say(what.say, what.in);
  else return false;
  return true;
}
