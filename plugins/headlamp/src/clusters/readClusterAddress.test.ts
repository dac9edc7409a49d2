import { readClusterAddress } from './readClusterAddress';

describe("a cluster page's address", () => {
  it.each([
    [
      { cluster: 'prod-eu', tab: 'pods' },
      { cluster: 'prod-eu', tab: 'pods' },
    ],
    [
      { cluster: 'a%2Fb', tab: 'nodes' },
      { cluster: 'a/b', tab: 'nodes' },
    ],
    [
      { cluster: '100%', tab: 'overview' },
      { cluster: '100%', tab: 'overview' },
    ],
    [
      { cluster: 'a', tab: 'cost' },
      { cluster: 'a', tab: 'overview' },
    ],
    [
      { cluster: 'a', tab: 'toString' },
      { cluster: 'a', tab: 'overview' },
    ],
  ])('%j is %j', (params, address) => {
    expect(readClusterAddress(params)).toEqual(address);
  });
});
