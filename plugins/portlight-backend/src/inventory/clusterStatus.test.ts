import fc from 'fast-check';
import {
  clusterStatus,
  type KindStatus,
  type StatusInput,
} from './clusterStatus';

const NOW = Date.parse('2026-11-21T12:00:00Z');

function kind(changes: Partial<KindStatus> = {}): KindStatus {
  return {
    kind: 'Pod',
    phase: 'watching',
    listed: true,
    optional: false,
    ...changes,
  };
}

function input(changes: Partial<StatusInput> = {}): StatusInput {
  return {
    kinds: [kind(), kind({ kind: 'Node' })],
    lastHeardAt: NOW - 1000,
    firstSyncAt: NOW - 60_000,
    hasData: true,
    stopped: false,
    now: NOW,
    staleAfter: 150_000,
    ...changes,
  };
}

const forbidden = kind({
  kind: 'Secret',
  phase: 'unavailable',
  listed: false,
  failure: { cause: 'forbidden', message: 'no' },
  failedAt: NOW - 10,
  failedSince: NOW - 5000,
});
const refused = { cause: 'unauthorized', message: 'no' } as const;
const absent = kind({
  kind: 'PodMonitor',
  phase: 'unavailable',
  listed: false,
  optional: true,
  failure: { cause: 'notInstalled', message: 'none' },
});

describe('clusterStatus', () => {
  it.each<[string, Partial<StatusInput>, object]>([
    [
      'all is well',
      {},
      {
        status: 'active',
        sync: {
          state: 'watching',
          stale: false,
          lastSyncAt: '2026-11-21T11:59:59.000Z',
          firstSyncAt: '2026-11-21T11:59:00.000Z',
          unavailableKinds: [],
        },
      },
    ],
    [
      'a kind is forbidden',
      { kinds: [kind(), forbidden] },
      {
        status: 'active',
        sync: {
          stale: false,
          lastError: { cause: 'forbidden', message: 'no' },
          unavailableKinds: [
            {
              kind: 'Secret',
              cause: 'forbidden',
              message: 'no',
              since: '2026-11-21T11:59:55.000Z',
            },
          ],
        },
      },
    ],
    [
      'an optional kind is not installed',
      { kinds: [kind(), absent] },
      { status: 'active', sync: { unavailableKinds: [] } },
    ],
    [
      'every kind that is installed is forbidden',
      { kinds: [forbidden, absent], firstSyncAt: undefined, hasData: false },
      {
        status: 'error',
        statusMessage: 'no',
        sync: { state: 'failed', stale: false, unavailableKinds: [] },
      },
    ],
    [
      'nothing has been contacted',
      {
        kinds: [],
        lastHeardAt: undefined,
        firstSyncAt: undefined,
        hasData: false,
      },
      {
        status: 'pending',
        statusMessage: 'The cluster is being contacted.',
        sync: { state: 'pending', stale: false },
      },
    ],
    [
      'it is being read',
      {
        kinds: [kind(), kind({ phase: 'listing', listed: false }), forbidden],
        firstSyncAt: undefined,
        hasData: false,
      },
      {
        status: 'pending',
        statusMessage: 'The cluster is being read: 2 of 3 kinds so far.',
        sync: { state: 'listing' },
      },
    ],
    [
      'a kind is read again',
      { kinds: [kind(), kind({ phase: 'listing', listed: true })] },
      { status: 'active', sync: { state: 'listing', stale: false } },
    ],
    [
      'nothing was heard for long',
      { lastHeardAt: NOW - 151_000 },
      { status: 'active', sync: { stale: true } },
    ],
    [
      'every kind fails and one of them is being tried again',
      {
        kinds: [
          kind({ phase: 'waiting', failure: refused, failedAt: NOW - 500 }),
          kind({ phase: 'listing', failure: refused, failedAt: NOW - 10 }),
          kind({ phase: 'watching', failure: refused, failedAt: NOW - 10 }),
        ],
        answeredAt: NOW - 1000,
      },
      { status: 'error', sync: { stale: true, state: 'failed' } },
    ],
    [
      'the server has answered since every kind failed',
      {
        kinds: [
          kind({ phase: 'waiting', failure: refused, failedAt: NOW - 500 }),
          kind({ phase: 'watching', failure: refused, failedAt: NOW - 500 }),
        ],
        answeredAt: NOW - 100,
      },
      { status: 'active', sync: { unavailableKinds: [{ kind: 'Pod' }] } },
    ],
    [
      'the server is gone',
      {
        probeFailure: { cause: 'unreachable', message: 'gone', at: NOW },
      },
      {
        status: 'unreachable',
        statusMessage: 'gone',
        sync: { state: 'waiting', stale: true, lastError: { message: 'gone' } },
      },
    ],
    [
      'the database is gone',
      { storeFailure: { cause: 'serverError', message: 'db', at: NOW } },
      { status: 'error', statusMessage: 'db', sync: { stale: true } },
    ],
    ['it has been stopped', { stopped: true }, { sync: { state: 'stopped' } }],
    [
      'its user has to sign in',
      { signInRequired: { authProvider: 'google' } },
      { status: 'signInRequired', sync: { state: 'stopped', stale: false } },
    ],
  ])('when %s', (_, changes, expected) => {
    expect(clusterStatus(input(changes))).toMatchObject(expected);
  });

  it('has a message whenever something is to be explained', () => {
    const phase = fc.constantFrom(
      ...([
        'pending',
        'listing',
        'watching',
        'waiting',
        'unavailable',
      ] as const),
    );
    const failure = fc.option(
      fc.record({
        cause: fc.constantFrom('forbidden', 'timeout', 'notInstalled'),
        message: fc.constant('why'),
      }) as fc.Arbitrary<NonNullable<KindStatus['failure']>>,
      { nil: undefined },
    );
    const kinds = fc.array(
      fc.record({
        phase,
        failure,
        listed: fc.boolean(),
        optional: fc.boolean(),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(kinds, fc.boolean(), (each, synced) => {
        const result = clusterStatus(
          input({
            kinds: each.map(changes => kind(changes)),
            firstSyncAt: synced ? NOW : undefined,
            hasData: synced,
          }),
        );
        expect(result.statusMessage === undefined).toBe(
          result.status === 'active',
        );
        expect(result.sync.stale && !synced).toBe(false);
      }),
    );
  });
});
