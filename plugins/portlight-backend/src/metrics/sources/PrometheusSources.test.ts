import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import type { PromQl } from '@portlight/plugin-portlight-common';
import { Selector } from '@portlight/plugin-portlight-common';
import { gridOf } from './PrometheusClient';
import { PrometheusRange } from './PrometheusRange';
import { PrometheusSources } from './PrometheusSources';
import { readSourceSettings } from './readSourceSettings';
import { SourceError } from './SourceError';

interface Asked {
  method?: string;
  path: string;
  headers: IncomingMessage['headers'];
  parameters: URLSearchParams;
}

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  /** Text, JSON, or nothing for ever. */
  body?: unknown;
  hangs?: boolean;
  endless?: boolean;
}

const NOW = 1_795_255_200;
const matrix = (...result: object[]) => ({
  status: 'success',
  data: { resultType: 'matrix', result },
});

describe('Prometheus-compatible sources', () => {
  let server: Server;
  let url: string;
  let asked: Asked[];
  let answer: (request: Asked) => Answer;
  const opened: PrometheusSources[] = [];

  beforeEach(async () => {
    asked = [];
    answer = () => ({ body: matrix() });
    server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      const [path, query = ''] = request.url!.split('?');
      const question: Asked = {
        method: request.method,
        path,
        headers: request.headers,
        parameters: new URLSearchParams(text || query),
      };
      asked.push(question);
      const { status = 200, headers, body, hangs, endless } = answer(question);
      if (hangs) return;
      response.writeHead(status, {
        'content-type': 'application/json',
        ...headers,
      });
      if (endless) {
        const more = () => {
          while (response.writable && response.write('x'.repeat(65536)));
          if (response.writable) response.once('drain', more);
        };
        more();
        return;
      }
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map(each => each.close()));
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const open = (
    source: object = {},
    more: object[] = [],
    reach: (cluster: string) => any = () => undefined,
  ) => {
    const settings = readSourceSettings(
      new ConfigReader({
        metrics: {
          sources: [
            {
              name: 'prod',
              ...('service' in source ? {} : { url: `${url}/prometheus/` }),
              ...('clusters' in source
                ? {}
                : { matchers: { cluster: '{cluster}' } }),
              ...source,
            },
            ...more,
          ],
        } as never,
      }),
    );
    const sources = new PrometheusSources({
      settings,
      mirror: { reach },
      telemetry: { asked: () => {} },
    });
    opened.push(sources);
    return sources;
  };

  const UP: (source: { matchers: any }) => PromQl[] = ({ matchers }) => [
    Selector.series('up', matchers),
  ];

  const ask = (
    sources = open(),
    range = { since: NOW - 600, until: NOW, step: 60 },
  ) => sources.evaluate('east', range, UP);

  const failure = async (
    sources?: PrometheusSources,
    range?: { since: number; until: number; step: number },
  ) => {
    const error = await ask(sources, range).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(SourceError);
    return error as SourceError;
  };

  it('asks by POST, on the grid of the step, about the cluster alone', async () => {
    answer = () => ({
      body: matrix({
        metric: { pod: 'a', __proto__: 'no' },
        values: [
          [NOW - 600, '1'],
          [NOW - 540, 'NaN'],
          [NOW - 480, '+Inf'],
          [NOW - 420, '2.5'],
          [NOW + 3600, '9'],
          ['strange'],
        ],
      }),
    });
    const found = await ask(
      open({
        basicAuth: { username: 'anna', password: 'secret-word' },
        tenant: 'shop',
        headers: { 'X-Extra': 'yes' },
        timeout: '5s',
      }),
      { since: NOW - 599, until: NOW + 1, step: 60 },
    );
    expect(found).toMatchObject({
      grid: { start: NOW - 600, step: 60, points: 11 },
      source: { kind: 'prometheus', name: 'Prometheus prod' },
      warnings: [],
    });
    expect(found!.results[0][0].values).toEqual([
      1,
      null,
      null,
      2.5,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: '/prometheus/api/v1/query_range',
      headers: {
        'x-scope-orgid': 'shop',
        'x-extra': 'yes',
        authorization: `Basic ${Buffer.from('anna:secret-word').toString(
          'base64',
        )}`,
      },
    });
    expect(Object.fromEntries(asked[0].parameters)).toMatchObject({
      query: '{__name__="up",cluster="east"}',
      start: String(NOW - 600),
      end: String(NOW),
      step: '60',
      timeout: '5s',
    });
  });

  it('asks for no more points than a server answers, and says so', async () => {
    const range = { since: NOW - 86_400 * 365, until: NOW, step: 60 };
    const grid = gridOf(range);
    expect(grid.points).toBeLessThanOrEqual(11_000);
    expect(grid.start % grid.step).toBe(0);
    answer = ({ parameters }) => {
      const step = Number(parameters.get('step'));
      const start = Number(parameters.get('start'));
      return {
        body: matrix({
          metric: {},
          values: Array.from({ length: 11_000 }, (_, index) => [
            start + index * step,
            String(index),
          ]),
        }),
      };
    };
    const found = await ask(open(), range);
    expect(found!.results[0][0].values).toHaveLength(grid.points);
    expect(found!.warnings).toEqual([
      expect.stringMatching(/more points of 60 s .* apart/),
    ]);
  });

  it('passes on what the server warns of', async () => {
    answer = () => ({
      body: {
        ...matrix({ metric: {}, histograms: [[NOW, { count: '1' }]] }),
        warnings: ['store-1 is down', 'store-1 is down', 7],
        infos: ['metric might not be a counter'],
        isPartial: true,
      },
    });
    const found = await ask(open({ type: 'thanos' }));
    expect(found!.warnings).toEqual([
      expect.stringContaining('in part'),
      'store-1 is down',
      'metric might not be a counter',
      expect.stringContaining('native histograms'),
    ]);
    expect(asked[0].parameters.get('partial_response')).toBe('true');
  });

  it.each<[string, Answer, SourceError['failure'], RegExp]>([
    [
      'a wrong password',
      { status: 401, body: 'Unauthorized' },
      'credentials',
      /basicAuth/,
    ],
    ['a refusal', { status: 403, body: {} }, 'forbidden', /may read/],
    ['no tenant', { status: 401, body: 'no org id' }, 'tenant', /set `tenant`/],
    [
      'another tenant',
      { status: 403, body: 'tenant shop is not allowed' },
      'tenant',
      /refuses the tenant/,
    ],
    [
      'a wrong path',
      { status: 404, body: '404 page not found' },
      'absent',
      /path/,
    ],
    [
      'a bad query',
      {
        status: 400,
        body: { status: 'error', errorType: 'bad_data', error: 'parse error' },
      },
      'query',
      /parse error/,
    ],
    [
      'too many samples',
      {
        status: 422,
        body: {
          status: 'error',
          errorType: 'execution',
          error: 'too many samples',
        },
      },
      'query',
      /too many samples/,
    ],
    [
      'its own timeout',
      {
        status: 503,
        body: {
          status: 'error',
          errorType: 'timeout',
          error: 'query timed out',
        },
      },
      'timeout',
      /shorter range/,
    ],
    ['too many requests', { status: 429, body: '' }, 'throttled', /limits/],
    ['a breakdown', { status: 500, body: 'boom' }, 'server', /boom/],
    [
      'a page to sign in',
      {
        headers: { 'content-type': 'text/html' },
        body: '<html>Sign in</html>',
      },
      'invalid',
      /web page/,
    ],
    [
      'a redirect',
      {
        status: 302,
        headers: { location: 'http://169.254.169.254/' },
        body: '',
      },
      'redirect',
      /not followed/,
    ],
    [
      'half of an answer',
      { body: '{"status":"succ' },
      'invalid',
      /none of Prometheus/,
    ],
    [
      'another API',
      { body: { status: 'success', data: [] } },
      'invalid',
      /is no matrix/,
    ],
    ['nothing but null', { body: 'null' }, 'invalid', /none of Prometheus/],
    [
      'an answer without an end',
      { endless: true },
      'tooLarge',
      /larger than 32 MiB/,
    ],
  ])('says what is wrong with %s', async (_, given, kind, message) => {
    answer = () => given;
    const error = await failure();
    expect(error.message).toMatch(message);
    expect(error.failure).toBe(kind);
    expect(error.message).toContain('Prometheus prod');
    // One question, and nobody went anywhere else.
    expect(asked).toHaveLength(1);
  });

  it('gives up a server that is slow', async () => {
    answer = () => ({ hangs: true });
    const error = await failure(open({ timeout: '1s' }));
    expect(error).toMatchObject({ failure: 'timeout' });
    expect(error.message).toMatch(/does not answer within 1 s/);
  });

  it('has nothing secret in its errors, also where the server repeats it', async () => {
    answer = ({ headers }) => ({
      status: 500,
      body: `bad header ${headers.authorization} and ${headers['x-key']}`,
    });
    const error = await failure(
      open({
        bearerToken: 'token-of-anna',
        headers: { 'X-Key': 'key-of-anna' },
      }),
    );
    expect(error.message).not.toMatch(/of-anna/);
    expect(error.message).toContain('***');
  });

  it('asks the next source where one fails, and says that it did', async () => {
    const sources = open({}, [
      { name: 'second', url: 'http://127.0.0.1:1', clusters: ['east'] },
    ]);
    answer = () => ({ status: 500, body: 'boom' });
    expect((await failure(sources)).message).toContain('boom');
    answer = () => ({ body: matrix() });
    const other = open({ name: 'first', url: 'http://127.0.0.1:1' }, [
      { name: 'second', url, clusters: ['east'] },
    ]);
    const found = await ask(other);
    expect(found!.source.name).toBe('Prometheus second');
    expect(found!.warnings[0]).toMatch(/Prometheus first refuses connections/);
  });

  it('knows which clusters a source is of', async () => {
    const sources = open({ clusters: ['west'] });
    expect(sources.covers('east')).toBe(false);
    expect(sources.covers('west')).toBe(true);
    await expect(ask(sources)).resolves.toBeUndefined();
  });

  it('reaches a Service through the API server by GET, with its parts encoded', async () => {
    const requests: { path: string; method?: string; headers: any }[] = [];
    let status = 200;
    const sources = open(
      {
        service: {
          namespace: 'monitoring',
          name: 'prometheus',
          port: 9090,
          scheme: 'https',
          path: '/api/',
        },
        tenant: 'shop',
      },
      [],
      () => ({
        fingerprint: '1',
        connect: () => ({
          request: async (request: any) => {
            requests.push(request);
            return {
              status,
              headers: { 'content-type': 'application/json' },
              body: (async function* bytes() {
                yield Buffer.from(
                  JSON.stringify(
                    status === 200
                      ? matrix()
                      : {
                          kind: 'Status',
                          apiVersion: 'v1',
                          message: 'services "prometheus" is forbidden',
                        },
                  ),
                );
              })(),
            };
          },
          close: async () => {},
        }),
      }),
    );
    await ask(sources);
    expect(requests[0].method).toBeUndefined();
    expect(requests[0].path).toMatch(
      /^\/api\/v1\/namespaces\/monitoring\/services\/https:prometheus:9090\/proxy\/api\/api\/v1\/query_range\?query=%7B__name__%3D%22up%22%2Ccluster%3D%22east%22%7D&/,
    );
    expect(requests[0].headers['x-scope-orgid']).toBe('shop');
    status = 403;
    // Another question: the answer to the same is shared for a moment.
    const earlier = { since: NOW - 1200, until: NOW, step: 60 };
    expect((await failure(sources, earlier)).message).toMatch(
      /services\/proxy \(403\).*ClusterRole/,
    );
  });

  it('answers the past of pods, whatever they are called', async () => {
    answer = () => ({
      body: matrix({ metric: { code: '200' }, values: [[NOW, '4']] }),
    });
    const range = new PrometheusRange(open());
    const found = await range.range({
      cluster: 'east',
      namespace: 'shop',
      pods: ['cart"} or vector(1) #', 'c.rt'],
      query: { family: 'requests_total', type: 'counter' },
      matchers: [{ name: 'code', operator: '=', value: '200' }],
      since: NOW - 600,
      until: NOW,
      step: 60,
    });
    expect(found).toMatchObject({
      stepSeconds: 60,
      series: [{ labels: { code: '200' }, statistic: 'rate' }],
      source: { kind: 'prometheus' },
    });
    // The value of the minute until now stands at its beginning.
    expect(found!.times[found!.series[0].values.indexOf(4)]).toBe(NOW - 60);
    const [{ parameters }] = asked;
    expect(parameters.get('query')).toBe(
      'sum without (pod, instance, job, endpoint, service, container, prometheus, prometheus_replica, metrics_path, pod_template_hash, app_kubernetes_io_instance, app_kubernetes_io_managed_by, app_kubernetes_io_name, helm_sh_chart, node, cluster, namespace, pod) (rate({__name__="requests_total",cluster="east",namespace="shop",pod=~"cart\\"\\\\} or vector\\\\(1\\\\) #|c\\\\.rt",code="200"}[120s]))',
    );
  });
});

describe('the settings of sources', () => {
  const read = (...sources: object[]) =>
    readSourceSettings(
      new ConfigReader({ metrics: { sources: sources as never } }),
    );
  const URLS = { name: 'a', url: 'http://prometheus', clusters: ['east'] };

  it('are none without the setting', () => {
    expect(readSourceSettings(undefined)).toEqual([]);
    expect(readSourceSettings(new ConfigReader({}))).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['without a name', { url: 'http://p' }, 'sources[0].name'],
    [
      'with the name of something else',
      { ...URLS, name: 'kubelet' },
      'sources[0].name',
    ],
    [
      'with neither URL nor Service',
      { name: 'a' },
      'either `url` or `service`',
    ],
    [
      'with another protocol',
      { ...URLS, url: 'file:///etc/passwd' },
      'sources[0].url',
    ],
    [
      'with credentials in the URL',
      { ...URLS, url: 'http://u:p@p' },
      '`basicAuth`',
    ],
    ['with a misspelt setting', { ...URLS, tenent: 'a' }, 'sources[0].tenent'],
    ['of an unknown type', { ...URLS, type: 'influx' }, 'sources[0].type'],
    ['that mixes clusters', { name: 'a', url: 'http://p' }, '{cluster}'],
    [
      'with two ways to sign in',
      {
        ...URLS,
        bearerToken: 'a',
        basicAuth: { username: 'a', password: 'b' },
      },
      'only one',
    ],
    [
      'with a header in a header',
      { ...URLS, headers: { a: 'b\r\nc: d' } },
      'sources[0].headers.a',
    ],
    [
      'with a line break in the tenant',
      { ...URLS, tenant: 'a\nb' },
      'sources[0].tenant',
    ],
    [
      'with a Service that is none',
      { name: 'a', service: { namespace: '../..', name: 'p', port: 1 } },
      'service.namespace',
    ],
    [
      'with a path that leaves it',
      {
        name: 'a',
        service: { namespace: 'n', name: 'p', port: 1, path: '/../..' },
      },
      'service.path',
    ],
    [
      'with credentials for a Service',
      {
        name: 'a',
        bearerToken: 't',
        service: { namespace: 'n', name: 'p', port: 1 },
      },
      'use `url`',
    ],
    [
      'with an authority that is not there',
      { ...URLS, tls: { caFile: '/nowhere' } },
      'tls.caFile',
    ],
    [
      'that waits for ever',
      { ...URLS, timeout: '1 day' },
      'sources[0].timeout',
    ],
  ])('refuse a source %s', (_, source, message) => {
    expect(() => read(source)).toThrow(message);
  });

  it('refuse two sources of one name', () => {
    expect(() => read(URLS, URLS)).toThrow('two sources with the name a');
  });
});
