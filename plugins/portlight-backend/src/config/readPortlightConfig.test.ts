import { ConfigReader } from '@backstage/config';
import { readPortlightConfig } from './readPortlightConfig';

describe('readPortlightConfig', () => {
  it.each([
    ['nothing', {}],
    ['an empty section', { portlight: {} }],
    ['a kubeconfig', { portlight: { kubeconfig: { path: 'x' } } }],
  ])('reads the kubernetes section by default, with %s', (_, data) => {
    expect(readPortlightConfig(new ConfigReader(data))).toMatchObject({
      sources: { kubernetes: true },
      encryptionKeys: [],
      registration: {},
    });
  });

  it.each([[false], ['false']])('leaves it out when told %j', kubernetes => {
    expect(
      readPortlightConfig(
        new ConfigReader({ portlight: { sources: { kubernetes } } }),
      ),
    ).toMatchObject({ sources: { kubernetes: false, catalog: true } });
  });

  it('reads how much is to be kept', () => {
    const retention = {
      history: { days: 2 },
      events: { age: '36h', perCluster: 500 },
      objectsPerKind: 1000,
    };
    expect(
      readPortlightConfig(new ConfigReader({ portlight: { retention } }))
        .retention,
    ).toEqual({
      history: { age: 48 * 3_600_000 },
      events: { age: 36 * 3_600_000, perCluster: 500 },
      objectsPerKind: 1000,
    });
  });

  it.each([
    [{ history: 'long' }, /retention.history` .* has to be a duration/],
    [{ history: { minutes: 5 } }, /retention.history` .* at least an hour/],
    [{ events: { perCluster: 0 } }, /perCluster` .* whole number from 1/],
    [{ objectsPerKind: 1.5 }, /objectsPerKind` .* not 1.5/],
    [{ event: {} }, /retention.event` .* is not a setting/],
  ])('refuses to keep %j', (retention, message) => {
    expect(() =>
      readPortlightConfig(
        new ConfigReader({ portlight: { retention } } as object),
      ),
    ).toThrow(message);
  });

  it('leaves the catalog out when told', () => {
    expect(
      readPortlightConfig(
        new ConfigReader({ portlight: { sources: { catalog: false } } }),
      ),
    ).toMatchObject({ sources: { kubernetes: true, catalog: false } });
  });

  it.each([
    [
      'a misspelt section',
      { portlight: { kubeconfg: { path: 'x' } } },
      '`portlight.kubeconfg` in the configuration is not a setting of Portlight; the settings here are portlight.sources, ',
    ],
    [
      'a misspelt setting',
      { portlight: { kubeconfig: { file: 'x' } } },
      '`portlight.kubeconfig.file` in the configuration is not a setting of Portlight; the settings here are portlight.kubeconfig.path, portlight.kubeconfig.contexts',
    ],
    [
      'a value in the place of a section',
      { portlight: { kubeconfig: '/home/me/.kube/config' } },
      '`portlight.kubeconfig` in the configuration has to be a section with path, contexts',
    ],
    [
      'a list in the place of all',
      { portlight: [] },
      '`portlight` in the configuration has to be a section with sources, ',
    ],
    [
      'another type',
      { portlight: { sources: { kubernetes: 'perhaps' } } },
      'portlight.sources.kubernetes',
    ],
    [
      'keys in the place of their section',
      { portlight: { encryption: [{ secret: 'x' }] } },
      '`portlight.encryption` in the configuration has to be a section with keys',
    ],
    [
      'a weak key',
      { portlight: { encryption: { keys: [{ secret: 'sesame' }] } } },
      '`portlight.encryption.keys[0].secret` is too short',
    ],
    [
      'a key without secret',
      { portlight: { encryption: { keys: [{ name: 'a' }] } } },
      'portlight.encryption.keys[0].secret',
    ],
    [
      'a misspelt setting of a key',
      { portlight: { encryption: { keys: [{ nmae: 'a', secret: 'x' }] } } },
      '`portlight.encryption.keys[0].nmae` in the configuration is not a setting of Portlight; the settings here are name, secret',
    ],
    [
      'a command that is no path',
      { portlight: { registration: { allowedExecCommands: ['aws'] } } },
      '`portlight.registration.allowedExecCommands[0]`',
    ],
    [
      'a number of clusters that is none',
      { portlight: { registration: { maximumClusters: 1.5 } } },
      '`portlight.registration.maximumClusters` is 1.5',
    ],
    [
      'an address that is none',
      { portlight: { addresses: { deny: ['10.0.0.0/99'] } } },
      '`portlight.addresses.deny[0]`',
    ],
  ])('says what is wrong with %s', (_, data, message) => {
    expect(() => readPortlightConfig(new ConfigReader(data))).toThrow(message);
  });

  it('reads what is accepted of registered clusters', () => {
    const { encryptionKeys, registration, addresses } = readPortlightConfig(
      new ConfigReader({
        portlight: {
          encryption: {
            keys: [
              {
                name: '2026',
                secret: 'a long sentence that nobody else knows',
              },
            ],
          },
          registration: { allowPlainHttp: true, maximumClusters: 50 },
          addresses: { allowLoopback: true },
        },
      }),
    );
    expect(encryptionKeys).toEqual([
      { name: '2026', secret: expect.any(Buffer) },
    ]);
    expect(registration).toMatchObject({
      allowPlainHttp: true,
      maximumClusters: 50,
    });
    expect(() => addresses.check('https://127.0.0.1')).not.toThrow();
  });
});
