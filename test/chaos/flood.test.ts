import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { distributionOf } from '@portlight/plugin-portlight-backend/src/inventory/__testUtils__/chaos';
import { type Simulator, startSimulator } from '@portlight/simulator';
import { median } from '../bench/statistics';
import { describeWith, waitFor } from '../parts';
import { ChaosPortal } from './portal/ChaosPortal';
import { type ChaosDatabase, DATABASES } from './portal/databases';
import { keepResults } from './results';

const FLOODED_PODS = 500;
const EVENTS_PER_SECOND = 5_000;
const CHANGES = Number(process.env.PORTLIGHT_CHAOS_CHANGES || 20);
const MEGABYTE = 1024 * 1024;
/** What has to arrive of it on a machine that has other things to do. */
const LEAST_EVENTS_PER_SECOND = 1_000;
/** Milliseconds; a queue behind the flood would be seconds, and grow. */
const LONGEST_DELAY = 1_000;
/** What the portal may grow by while it is flooded: far below what the flood's events are. */
const GROWTH_MEGABYTES = 300;

jest.setTimeout(300_000);

function fill(simulator: Simulator, cluster: string, count: number) {
  const { store } = simulator.cluster(cluster);
  for (let number = 0; number < count; number += 1) {
    store.create(store.resources.forKind('Pod'), {
      metadata: { name: `pod-${number}`, namespace: 'default' },
      spec: { containers: [{ name: 'main', image: 'shop/cart:0' }] },
      status: { phase: 'Running' },
    });
  }
}

describe.each(DATABASES)(
  'a flood in one cluster on $name',
  ({ name, parts, start }) => {
    describeWith(parts, 'of 5,000 events a second', () => {
      let simulator: Simulator;
      let database: ChaosDatabase;
      let portal: ChaosPortal;
      let directory: string;
      let number = 0;

      beforeAll(async () => {
        directory = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-flood-'));
        simulator = await startSimulator({
          clusters: [
            { name: 'flooded', port: 0 },
            { name: 'quiet', port: 0 },
          ],
        });
        fill(simulator, 'flooded', FLOODED_PODS);
        fill(simulator, 'quiet', 20);
        const kubeconfig = path.join(directory, 'kubeconfig');
        fs.writeFileSync(kubeconfig, simulator.kubeconfig());
        database = await start();
        portal = new ChaosPortal(
          { database: database.connection, kubeconfig },
          path.join(directory, 'portal.log'),
        );
        await portal.start();
        await waitFor(
          async () => {
            const { items } = await portal.get('/clusters');
            return (
              items.length === 2 &&
              items.every(
                ({ status, counts }: any) =>
                  status === 'active' && counts?.pods,
              )
            );
          },
          { what: 'the first sync' },
        );
      });

      afterAll(async () => {
        await portal?.kill();
        await database?.stop();
        await simulator?.stop();
        fs.rmSync(directory, { recursive: true, force: true });
      });

      const setImage = (cluster: string, image: string) => {
        const { store } = simulator.cluster(cluster);
        store.modify(
          store.resources.forKind('Pod'),
          'default',
          'pod-0',
          pod => ({
            ...pod,
            spec: { ...pod.spec, containers: [{ name: 'main', image }] },
          }),
        );
      };

      /** Changes a pod and waits until the API says so; how long that took, in milliseconds. */
      async function change(cluster: string): Promise<number> {
        number += 1;
        const image = `shop/cart:${number}`;
        const began = performance.now();
        setImage(cluster, image);
        await waitFor(
          async () => {
            const { containers } = await portal.get(
              `/clusters/${cluster}/namespaces/default/pods/pod-0`,
            );
            return containers[0].image === image;
          },
          { what: `the change in ${cluster}`, intervalMilliseconds: 10 },
        );
        return performance.now() - began;
      }

      async function changes(cluster: string): Promise<number[]> {
        const times: number[] = [];
        for (let turn = 0; turn < CHANGES; turn += 1) {
          times.push(await change(cluster));
          await sleep(50);
        }
        return times;
      }

      it('delays no other cluster by a second and takes no more memory', async () => {
        const calm = await changes('quiet');
        const { store, faults } = simulator.cluster('flooded');
        faults.add({ type: 'flood', perSecond: EVENTS_PER_SECOND });
        await sleep(2_000);
        const before = await portal.memory();
        const began = performance.now();
        const first = store.resourceVersion;
        const flooded = await changes('quiet');
        const events = store.resourceVersion - first;
        const seconds = (performance.now() - began) / 1000;
        const eventsPerSecond = events / seconds;
        const stillFlooding = faults.list().length === 1;
        const after = await portal.memory();
        faults.clear();
        const itself = await change('flooded');
        keepResults(`flood on ${name}`, {
          'events a second': Math.round(eventsPerSecond),
          'milliseconds until a change of the quiet cluster is in the API': {
            calm: distributionOf(calm),
            flooded: distributionOf(flooded),
          },
          'milliseconds until the flooded cluster is right again':
            Math.round(itself),
          'megabytes of the portal': {
            before: Math.round(before / MEGABYTE),
            after: Math.round(after / MEGABYTE),
          },
        });
        // Every change came while the flood went on: nobody waited for its end.
        expect(stillFlooding).toBe(true);
        expect(flooded).toHaveLength(CHANGES);
        // The whole of it was a flood: each object changed twice a second at least.
        expect(eventsPerSecond).toBeGreaterThan(LEAST_EVENTS_PER_SECOND);
        // Against the calm on the same machine; a maximum would tell of its other work.
        expect(median(flooded)).toBeLessThan(median(calm) + LONGEST_DELAY);
        expect((after - before) / MEGABYTE).toBeLessThan(GROWTH_MEGABYTES);
        await waitFor(
          async () => {
            const { status, counts } = await portal.get('/clusters/flooded');
            return status === 'active' && counts.pods === FLOODED_PODS;
          },
          { what: 'the flooded cluster to be right' },
        );
      });
    });
  },
);
