import { podsOf } from '../testing/smallCluster';
import { createBenchFleet } from './benchFleet';

describe('createBenchFleet', () => {
  const options = { clusters: 3, podsPerCluster: 120, now: Date.UTC(2026, 0) };
  const fleet = createBenchFleet(options);

  it('has exactly the clusters and pods that were asked for, all running', () => {
    expect(fleet.clusters.map(({ name }) => name)).toEqual([
      'bench-000',
      'bench-001',
      'bench-002',
    ]);
    for (const cluster of fleet.clusters) {
      expect(podsOf(cluster)).toHaveLength(120);
      expect(podsOf(cluster).map(({ status }) => status?.phase)).toEqual(
        Array(120).fill('Running'),
      );
    }
  });

  it('is at rest', () => {
    expect(fleet.timeline.pending).toBe(0);
  });

  it('is the same for the same seed', () => {
    const pods = (seed: number) =>
      JSON.stringify(
        createBenchFleet({ ...options, seed }).clusters.map(podsOf),
      );
    expect(pods(1)).toBe(JSON.stringify(fleet.clusters.map(podsOf)));
    expect(pods(2)).not.toBe(pods(1));
  });
});
