import { ConfigReader } from '@backstage/config';
import type { ClusterSource } from '@portlight/plugin-portlight-node';
import { readClusterDescriptions, withDescriptions } from './describedClusters';

const read = (clusters: unknown) =>
  readClusterDescriptions(
    new ConfigReader({ portlight: { clusters } } as never),
  );

const source: ClusterSource = {
  name: 'kubernetes',
  refreshSeconds: 60,
  listClusters: async () =>
    ['prod-eu', 'staging'].map(name => ({
      name,
      title: `Title of ${name}`,
      fingerprint: name,
      connect: () => {
        throw new Error(`connected to ${name}`);
      },
    })),
};

describe('clusters described in the configuration', () => {
  it('have what the administrator says of them, and else what their source says', async () => {
    const described = withDescriptions(source, () =>
      read([
        {
          name: 'prod-eu',
          environment: 'production',
          owner: 'group:default/platform',
          tags: ['pci'],
        },
      ]),
    );
    const [production, staging] = await described.listClusters();
    expect(production).toMatchObject({
      title: 'Title of prod-eu',
      environment: 'production',
      owner: 'group:default/platform',
      tags: ['pci'],
    });
    expect(staging).not.toHaveProperty('environment');
    expect(() => production.connect()).toThrow('connected to prod-eu');
    expect(described).toMatchObject({ name: 'kubernetes', refreshSeconds: 60 });
  });

  it('follow a configuration that is reloaded', async () => {
    let clusters: object[] = [];
    const described = withDescriptions(source, () => read(clusters));
    expect((await described.listClusters())[1]).not.toHaveProperty('owner');
    clusters = [{ name: 'staging', owner: 'group:default/shop' }];
    expect((await described.listClusters())[1]).toMatchObject({
      owner: 'group:default/shop',
    });
  });

  it('are in maintenance when the administrator says so, and tell changes of their source', async () => {
    const unsubscribe = jest.fn();
    const onChange = jest.fn(() => unsubscribe);
    const described = withDescriptions({ ...source, onChange }, () =>
      read([{ name: 'staging', maintenance: true }]),
    );
    const [production, staging] = await described.listClusters();
    expect(production.maintenance).toBeUndefined();
    expect(staging.maintenance).toEqual({});
    const listener = () => {};
    expect(described.onChange!(listener)).toBe(unsubscribe);
    expect(onChange).toHaveBeenCalledWith(listener);
  });

  it.each([
    [
      [{ name: 'a', enviroment: 'x' }],
      /clusters\[0\]\.enviroment.*environment/,
    ],
    [[{ environment: 'x' }], /name/],
    [[{ name: 'a' }, { name: 'a' }], /clusters\[1\]\.name.*described already/],
    [[{ name: 'a', tags: 'pci' }], /tags/],
    [[{ name: 'a', owner: 7 }], /owner/],
  ])('%j is refused with its place', (clusters, message) => {
    expect(() => read(clusters)).toThrow(message);
  });
});
