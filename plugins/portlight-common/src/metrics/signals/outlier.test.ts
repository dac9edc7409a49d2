import { findOutlierOfCluster } from './outlier';

const cluster = (name: string, values: readonly number[]) =>
  values.map((value, index) => ({
    name: `${name}-${index}`,
    cluster: name,
    value,
  }));

describe('findOutlierOfCluster', () => {
  const options = { minimumDifference: 0, low: true };

  it.each<[string, ReturnType<typeof cluster>, string | undefined]>([
    [
      'a cluster with little traffic is none',
      [...cluster('prod', [40, 41, 42, 40]), ...cluster('staging', [1, 1, 1])],
      undefined,
    ],
    [
      'a peer that is far from those of its cluster',
      [...cluster('prod', [40, 41, 42, 40]), ...cluster('staging', [1, 1, 9])],
      'staging-2: 9 times the median of 3 peers',
    ],
    [
      'of two the one that is farther away',
      [...cluster('prod', [40, 41, 420, 40]), ...cluster('staging', [1, 1, 9])],
      'prod-2: 10 times the median of 4 peers',
    ],
    ['too few to tell', [...cluster('prod', [40, 400])], undefined],
  ])('%s', (_, peers, message) => {
    const found = findOutlierOfCluster(peers, options);
    expect(found?.message).toBe(message);
    expect(found && peers[found.index].name).toBe(message?.split(':')[0]);
  });
});
