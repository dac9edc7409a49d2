import { peersOfPrometheusTargets } from './prometheusTargets';

const TARGET = {
  labels: {
    job: 'cart',
    instance: '10.0.0.1:9090',
    namespace: 'shop',
    pod: 'cart-a',
  },
  scrapeUrl: 'http://10.0.0.1:9090/prom?x=1',
  health: 'up',
  lastError: '',
};

const answer = (...activeTargets: unknown[]) => ({
  status: 'success',
  data: { activeTargets, droppedTargets: [] },
});

it('reads the targets of a job', () => {
  const peers = peersOfPrometheusTargets(
    answer(
      TARGET,
      { ...TARGET, labels: { job: 'other' } },
      {
        ...TARGET,
        scrapeUrl: 'https://[fd00::1]/metrics',
        health: 'down',
        lastError: 'connection refused',
      },
      { ...TARGET, scrapeUrl: 'http://10.0.0.3:1/m', health: 'unknown' },
    ),
    'cart',
    'east',
  );
  expect(peers).toMatchObject([
    {
      cluster: 'east',
      namespace: 'shop',
      metrics: { scheme: 'http', port: 9090, path: '/prom?x=1' },
      health: { status: 'healthy' },
      labels: { instance: '10.0.0.1:9090' },
    },
    {
      host: 'fd00::1',
      port: 443,
      health: {
        status: 'degraded',
        message: 'Prometheus cannot scrape it: connection refused',
      },
    },
    { health: { status: 'unknown' } },
  ]);
  expect(peers.every(({ pod }) => pod === undefined)).toBe(true);
});

it.each([
  ['no URL', { scrapeUrl: 'cart' }],
  ['another protocol', { scrapeUrl: 'ftp://cart/x' }],
  ['no text', { scrapeUrl: 7 }],
  ['no labels', { labels: null }],
  ['a path that leaves', { scrapeUrl: 'http://cart//evil/x' }],
])('leaves out a target with %s', (_, changes) => {
  expect(
    peersOfPrometheusTargets(answer({ ...TARGET, ...changes }, null), 'cart'),
  ).toEqual([]);
});

it.each([[null], ['<html>'], [{ status: 'error' }], [[]], [{ data: {} }]])(
  'says that %j is no answer of a Prometheus',
  value => {
    expect(() => peersOfPrometheusTargets(value, 'cart')).toThrow(
      'not with the targets of a Prometheus',
    );
  },
);
