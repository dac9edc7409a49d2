import { CLUSTERS } from '../clusters';
import { pastHour } from './pastHour';

const END = Date.parse('2026-11-21T12:00:00Z') / 1000;
const HOUR = 3600;

function at(name: string, hoursBefore: number) {
  const number = CLUSTERS.findIndex(cluster => cluster.name === name);
  return pastHour(
    { cluster: CLUSTERS[number], number, seed: 1, end: END },
    END - hoursBefore * HOUR,
  );
}

describe('the past of the demo fleet', () => {
  it.each(CLUSTERS.map(({ name }) => [name]))(
    'fits the machines of %s',
    name => {
      const { nodes, pods } = at(name, 30);
      for (const node of nodes) {
        const own = pods.filter(pod => pod.node === node.name);
        const cpu = own.reduce((sum, { requests }) => sum + requests.cpu, 0);
        expect(cpu).toBeLessThanOrEqual(node.allocatable.cpu);
      }
      expect(pods.length).toBeGreaterThan(nodes.length);
    },
  );

  it('is the same whenever it is asked for', () => {
    expect(at('prod-eu', 700)).toEqual(at('prod-eu', 700));
  });

  it('has one day on which a query engine was four times as large', () => {
    const trino = (hoursBefore: number) =>
      at('data', hoursBefore).pods.filter(
        ({ workload }) => workload.name === 'trino',
      ).length;
    expect(trino(30)).toBeGreaterThan(2 * trino(100));
    expect(at('data', 30).nodes.length).toBe(at('data', 100).nodes.length + 3);
  });

  it('has runs of cron jobs that are shorter than an hour', () => {
    const runs = at('prod-eu', 12).pods.filter(
      ({ workload }) => workload.kind === 'CronJob',
    );
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.every(({ start, end }) => end > start)).toBe(true);
  });

  it('has volumes that pods mount, and a load balancer', () => {
    const { volumes, loadBalancers, pods } = at('data', 1);
    const uids = new Set(pods.map(({ uid }) => uid));
    expect(volumes.length).toBeGreaterThan(0);
    expect(volumes.every(volume => uids.has(volume.pods[0]))).toBe(true);
    expect(loadBalancers).toHaveLength(1);
  });
});
