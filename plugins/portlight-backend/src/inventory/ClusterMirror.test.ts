import { mockServices } from '@backstage/backend-test-utils';
import { KINDS } from '@portlight/plugin-portlight-common';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterMirror } from './ClusterMirror';
import { ListSlots } from './reflector/ListSlots';
import { mirrorSettings, type SettingsOverrides } from './settings';
import type { InventoryBatch, InventoryStore } from './store/InventoryStore';
import type { MirrorTelemetry } from './telemetry';
import { FakeCluster } from './__testUtils__/FakeCluster';

const HOUR = 60 * 60 * 1000;

/** A store that takes everything, and keeps what it was given. */
function storeOf(batches: InventoryBatch[]): InventoryStore {
  return {
    load: async () => ({ objects: [], resourceVersions: new Map() }),
    write: async (_: string, batch: InventoryBatch) => {
      batches.push(batch);
    },
  } as Partial<InventoryStore> as InventoryStore;
}

describe('ClusterMirror', () => {
  const batches: InventoryBatch[] = [];
  const written: number[] = [];
  let east: FakeCluster;
  let mirror: ClusterMirror;

  beforeEach(() => {
    batches.length = 0;
    written.length = 0;
    east = new FakeCluster('east');
  });

  afterEach(() => mirror.stop());

  async function start(
    overrides: SettingsOverrides,
    now: () => number,
  ): Promise<void> {
    const settings = mirrorSettings({
      flushInterval: 2,
      reflector: { minimum: 5, maximum: 20 },
      ...overrides,
    });
    const telemetry: MirrorTelemetry = {
      event: () => {},
      listed: (_cluster, _kind, seconds) => written.push(seconds),
      restarted: () => {},
      written: (_cluster, _rows, seconds) => written.push(seconds),
      lag: (_cluster, _kind, seconds) => written.push(seconds),
      writeFailed: () => {},
    };
    mirror = new ClusterMirror({
      cluster: { ...east.source(), source: 'fake' },
      kinds: KINDS,
      store: storeOf(batches),
      slots: new ListSlots(settings.slots),
      settings,
      logger: mockServices.logger.mock(),
      telemetry,
      replica: 'one',
      now,
      random: () => 0.5,
      fence: async () => {},
      onLost: () => {},
      onCommitted: () => {},
    });
    await mirror.start();
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await sleep(5);
  }

  it('says that all is as it was, and how long things took, whatever the clock is set to', async () => {
    let clock = 0;
    await start({ gatherTime: 5, heartbeatInterval: 10 }, () => {
      // Every look at the clock finds it set anew.
      clock -= HOUR;
      return Date.now() + clock;
    });
    // Workers are written together only when nothing of them is new.
    const heartbeats = () =>
      batches.filter(({ workers }) => workers.length === KINDS.length).length;
    await until(() => heartbeats() >= 5);
    expect(written.length).toBeGreaterThan(KINDS.length);
    expect(written.filter(seconds => seconds < 0 || seconds > 600)).toEqual([]);
  });

  it('writes how far the first lists are only with the first rows', async () => {
    // One after the other and slowly, so that there is much to say.
    const { request, close } = east.source().connect();
    const slow: ClusterConnection = {
      close,
      request: async each => {
        await sleep(5);
        return request(each);
      },
    };
    jest.spyOn(east, 'source').mockReturnValue({
      name: 'east',
      fingerprint: '1',
      connect: () => slow,
    });
    await start(
      {
        flushInterval: 0,
        gatherTime: HOUR,
        heartbeatInterval: HOUR,
        slots: { limit: 1, perCluster: 1 },
      },
      Date.now,
    );
    const first = () =>
      batches.findIndex(({ changes }) => changes.upserts.length > 0);
    await until(() => first() >= 0);
    const states = batches
      .slice(0, first())
      .map(({ cluster }) => `${cluster?.status} ${cluster?.sync.state}`);
    expect(states).toEqual([...new Set(states)]);
  });
});
