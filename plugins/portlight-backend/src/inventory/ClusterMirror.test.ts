import { mockServices } from '@backstage/backend-test-utils';
import { KINDS } from '@portlight/plugin-portlight-common';
import { ClusterMirror } from './ClusterMirror';
import { ListSlots } from './reflector/ListSlots';
import { mirrorSettings } from './settings';
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
  let clock = 0;
  let mirror: ClusterMirror;

  beforeEach(async () => {
    batches.length = 0;
    written.length = 0;
    clock = 0;
    const east = new FakeCluster('east');
    const settings = mirrorSettings({
      flushInterval: 2,
      gatherTime: 5,
      heartbeatInterval: 10,
      reflector: { minimum: 5, maximum: 20 },
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
      // Every look at the clock finds it set anew.
      now: () => {
        clock -= HOUR;
        return Date.now() + clock;
      },
      random: () => 0.5,
      fence: async () => {},
      onLost: () => {},
      onCommitted: () => {},
    });
    await mirror.start();
  });

  afterEach(() => mirror.stop());

  it('says that all is as it was, and how long things took, whatever the clock is set to', async () => {
    // Workers are written together only when nothing of them is new.
    const heartbeats = () =>
      batches.filter(({ workers }) => workers.length === KINDS.length).length;
    while (heartbeats() < 5) {
      await new Promise(resolve => {
        setTimeout(resolve, 5);
      });
    }
    expect(written.length).toBeGreaterThan(KINDS.length);
    expect(written.filter(seconds => seconds < 0 || seconds > 600)).toEqual([]);
  });
});
