import { ConfigReader } from '@backstage/config';
import { readPortlightConfig } from '../../config';
import { DEFAULT_PEERS_SETTINGS } from './PeersSettings';

const read = (peers?: unknown) =>
  readPortlightConfig(
    new ConfigReader(
      peers === undefined ? {} : { portlight: { peers } as never },
    ),
  ).peers;

it('needs no setting', () => {
  expect(read()).toEqual(DEFAULT_PEERS_SETTINGS);
  expect(read({})).toEqual(DEFAULT_PEERS_SETTINGS);
});

it('reads what is set', () => {
  expect(
    read({
      allowedMethods: ['http', 'consul'],
      reach: 'direct',
      resync: '1m',
      perCluster: 3,
      scrapeEntities: true,
      maximumTargets: 7,
      probe: {
        enabled: false,
        path: '/livez',
        period: { seconds: 20 },
        timeout: '500ms',
        failureThreshold: 5,
        successThreshold: 2,
      },
      self: { pod: 'portal-0', namespace: 'portal', address: '10.0.0.1' },
    }),
  ).toEqual({
    allowedMethods: ['http', 'consul'],
    reach: 'direct',
    resync: 60_000,
    perCluster: 3,
    maximumTargets: 7,
    scrapeEntities: true,
    probe: {
      enabled: false,
      path: '/livez',
      // The same path, but now somebody has said it.
      pathConfigured: true,
      period: 20_000,
      timeout: 500,
      failureThreshold: 5,
      successThreshold: 2,
    },
    self: { pod: 'portal-0', namespace: 'portal', address: '10.0.0.1' },
  });
});

it.each([
  [{ allowedMethods: ['HTTP'] }, 'portlight.peers.allowedMethods[0]'],
  [{ allowedMethods: 'http' }, 'allowedMethods'],
  [{ reach: 'agent' }, 'portlight.peers.reach'],
  [{ resync: '10ms' }, 'portlight.peers.resync'],
  [{ resync: 'soon' }, 'portlight.peers.resync'],
  [{ perCluster: 0 }, 'portlight.peers.perCluster'],
  [{ perCluster: 1.5 }, 'portlight.peers.perCluster'],
  [{ maximumTargets: -1 }, 'portlight.peers.maximumTargets'],
  [{ probe: { path: 'livez' } }, 'portlight.peers.probe.path'],
  [{ probe: { timeout: '5m' } }, 'portlight.peers.probe.timeout'],
  [{ probe: { period: 1 } }, 'probe.period'],
  [{ probe: { failureThreshold: 0 } }, 'probe.failureThreshold'],
  [{ probe: { threshold: 1 } }, 'portlight.peers.probe.threshold'],
  [{ ressync: '1m' }, 'portlight.peers.ressync'],
])('refuses %j and names the setting', (peers, message) => {
  expect(() => read(peers)).toThrow(message);
});
