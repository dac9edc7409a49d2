import type { PortlightError } from '../api';
import { readPeerAnnotations, readPrometheusAnnotations } from './annotations';
import { readEntityDiscovery } from './discoveryOptions';

const fail = (error: Error) => {
  throw error;
};

it('reads what is said of ports, paths and schemes', () => {
  expect(
    readPeerAnnotations(
      {
        'portlight.io/metrics-port': ' 9090 ',
        'portlight.io/metrics-path': '/prom',
        'portlight.io/metrics-scheme': 'https',
        'portlight.io/probe-path': '/healthz',
        'portlight.io/probe-port': 'admin',
        'portlight.io/scrape': 'true',
      },
      fail,
    ),
  ).toEqual({
    scrape: { port: '9090', path: '/prom', scheme: 'https', enabled: true },
    probe: { path: '/healthz', port: 'admin' },
  });
});

it.each([
  ['portlight.io/metrics-port', '99999', '1 to 65535'],
  ['portlight.io/metrics-port', 'My Port', '1 to 65535'],
  ['portlight.io/metrics-path', 'metrics', 'begins with /'],
  ['portlight.io/metrics-path', '/../x', 'begins with /'],
  ['portlight.io/metrics-scheme', 'ftp', 'http or https'],
  ['portlight.io/probe-path', '/a b', 'begins with /'],
  ['portlight.io/probe-port', '0', '1 to 65535'],
  ['portlight.io/scrape', 'yes', 'true or false'],
])('says that %s may not be %j', (name, value, expected) => {
  expect(() => readPeerAnnotations({ [name]: value }, fail)).toThrow(
    expect.objectContaining({
      code: 'invalid-annotation',
      status: 422,
      message: expect.stringMatching(
        new RegExp(`${name}.*${expected.replace(/[/]/g, '\\/')}`),
      ),
    }),
  );
});

it('takes what is wrong for absent where nobody is told', () => {
  const refused: PortlightError[] = [];
  const { scrape } = readPeerAnnotations(
    { 'portlight.io/metrics-port': 'no port!', 'portlight.io/scrape': 'true' },
    error => refused.push(error),
  );
  expect(scrape).toEqual({ enabled: true });
  expect(refused).toHaveLength(1);
});

it.each([
  [{ 'prometheus.io/path': 'metrics' }, { path: '/metrics' }],
  [{ 'prometheus.io/path': '/a b' }, {}],
  [
    { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '80' },
    { enabled: true, port: '80' },
  ],
  [{ 'prometheus.io/scrape': 'True' }, {}],
  [{ 'prometheus.io/port': '0' }, {}],
  [{ 'prometheus.io/scheme': 'https' }, { scheme: 'https' }],
])('reads the convention of Prometheus in %j', (annotations, expected) => {
  expect(
    JSON.parse(JSON.stringify(readPrometheusAnnotations(annotations as never))),
  ).toEqual(expected);
});

it.each([
  [{}, undefined, {}],
  [{ 'portlight.io/service': 'cart' }, 'kubernetes', { service: 'cart' }],
  [
    { 'portlight.io/service': 'shop/cart' },
    'kubernetes',
    { service: 'shop/cart' },
  ],
  [
    { 'portlight.io/selector': 'app in (cart)' },
    'selector',
    { selector: 'app in (cart)' },
  ],
  [{ 'portlight.io/peers': 'a:1,b:2' }, 'static', { peers: 'a:1,b:2' }],
  [
    { 'portlight.io/http-sd-url': 'https://x/sd' },
    'http',
    { url: 'https://x/sd' },
  ],
  [{ 'portlight.io/dns-name': 'cart.x' }, 'dns', { name: 'cart.x' }],
  [
    {
      'portlight.io/prometheus-job': 'cart',
      'portlight.io/prometheus-url': 'https://p',
    },
    'prometheus',
    { job: 'cart', url: 'https://p' },
  ],
  [
    {
      'portlight.io/discovery': 'consul',
      'portlight.io/discovery-options': '{"service":"cart"}',
    },
    'consul',
    { service: 'cart' },
  ],
  [{ 'portlight.io/discovery': 'kubernetes' }, 'kubernetes', {}],
])('reads how %j wants its peers found', (annotations, method, options) => {
  expect(readEntityDiscovery(annotations as never)).toMatchObject({
    method,
    options,
  });
});

it.each([
  [
    { 'portlight.io/peers': 'a:1', 'portlight.io/dns-name': 'b' },
    'static or dns',
  ],
  [{ 'portlight.io/discovery': 'static' }, 'portlight.io/peers'],
  [{ 'portlight.io/discovery': 'No Method' }, 'name of a discovery method'],
  [{ 'portlight.io/selector': 'app in (cart' }, 'portlight.io/selector'],
  [{ 'portlight.io/service': 'Shop/Cart' }, 'namespace/name'],
  [
    {
      'portlight.io/discovery': 'consul',
      'portlight.io/discovery-options': '[1]',
    },
    'a JSON object',
  ],
  [
    {
      'portlight.io/discovery': 'consul',
      'portlight.io/discovery-options': '{',
    },
    'a JSON object',
  ],
  [{ 'portlight.io/metrics-port': '-1' }, 'portlight.io/metrics-port'],
])('refuses %j and says why', (annotations, message) => {
  expect(() => readEntityDiscovery(annotations as never)).toThrow(
    expect.objectContaining({
      code: 'invalid-annotation',
      message: expect.stringContaining(message),
    }),
  );
});
