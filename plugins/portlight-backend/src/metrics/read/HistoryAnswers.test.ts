import { mockCredentials } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import {
  Aggregator,
  ExpositionParser,
  type HistorySeries,
  type Peer,
} from '@portlight/plugin-portlight-common';
import {
  clusterDocument,
  createTestFleet,
  objectRow,
  podRow,
  testDatabases,
  type TestFleet,
} from '../../__testUtils__';
import type { ResolvedTarget } from '../../peers';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import type { RangeAnswer, RangeRequest } from '../sources';
import { counter, FakeHistory } from './__testUtils__/past';
import { HistoryAnswers } from './HistoryAnswers';

jest.setTimeout(60_000);

const ABOUT = { cluster: 'east', namespace: 'shop', service: 'cart' };
const TEXT = `# TYPE http_requests_total counter
http_requests_total{code="200"} 1
`;
const NOW = Date.now();
const HOUR = 3_600_000;
const at = (before: number) => new Date(NOW - before).toISOString();

function peer(name: string, cluster = 'east'): Peer {
  return {
    id: `uid-${name}`,
    name,
    cluster,
    namespace: 'shop',
    pod: name,
  } as Peer;
}

function target(
  cluster: string,
  changes: Partial<ResolvedTarget> = {},
): ResolvedTarget {
  const topic = `topic-${cluster}`;
  return {
    cluster,
    id: `cart-${cluster}`,
    topic,
    spec: {
      method: 'kubernetes',
      options: {},
      name: 'cart',
      namespace: 'shop',
    },
    target: { topic, name: 'cart', method: 'kubernetes' },
    peers: [peer('cart-a', cluster)],
    partial: false,
    ...changes,
  };
}

function snapshotOf(text: string) {
  const parser = new ExpositionParser();
  parser.push(Buffer.from(text));
  const aggregator = new Aggregator();
  aggregator.add({
    peer: { id: 'uid-cart-a', name: 'cart-a' },
    at: NOW / 1000,
    scrape: parser.end(),
  });
  return aggregator.snapshot();
}

const LINE: HistorySeries = {
  labels: {},
  statistic: 'rate',
  values: [1, 2, null, 4],
};

describe('HistoryAnswers', () => {
  const databases = testDatabases();
  let fleet: TestFleet;
  let targets: ResolvedTarget[];
  let source: { covers: jest.Mock; range: jest.Mock };

  beforeAll(async () => {
    fleet = await createTestFleet(databases, 'SQLITE_3');
    await fleet.write(clusterDocument('east'), [
      objectRow('Namespace', 'east', { namespace: '', name: 'shop' }),
      podRow('east', {
        namespace: 'shop',
        name: 'cart-a',
        workload: 'Deployment/cart',
      }),
      podRow('east', { namespace: 'shop', name: 'other', owner: 'user:x/y' }),
    ]);
  });

  afterAll(() => fleet.knex.destroy());

  beforeEach(() => {
    targets = [target('east')];
    source = {
      covers: jest.fn(() => false),
      range: jest.fn(
        async ({ since, step }: RangeRequest): Promise<RangeAnswer> => ({
          times: [0, 1, 2, 3].map(
            index => Math.floor(since / step) * step + index * step,
          ),
          stepSeconds: step,
          series: [LINE],
          total: 1,
          warnings: ['Partial response'],
          source: { kind: 'prometheus', name: 'Prometheus prod' },
        }),
      ),
    };
  });

  const ask = (
    parameters: object,
    history = new FakeHistory({}),
    visibility: Visibility = SEES_EVERYTHING,
    text = TEXT,
  ) =>
    new HistoryAnswers({
      knex: fleet.knex,
      reader: {
        current: async () => ({
          resolved: {
            targets,
            revision: '',
            ...(targets.length === 0 && { message: 'No workload' }),
          },
          snapshot: snapshotOf(text),
        }),
      } as never,
      history,
      source,
      interval: 15_000,
    }).answer(ABOUT, parameters, {
      visibility,
      credentials: mockCredentials.user(),
    });

  /** Own history of the whole hour. */
  const full = () =>
    new FakeHistory({
      'cart-east': {
        series: [
          counter(
            'http_requests_total',
            'uid-cart-a',
            { code: '200' },
            Array(300).fill(2),
          ),
        ],
      },
    });

  it.each<[object, RegExp]>([
    [{}, /Say what over time/],
    [{ signal: 'latency', family: 'a' }, /not both/],
    [{ family: 'a', label: ['code'] }, /`name=value`/],
    [{ family: 'a', label: ['=x'] }, /`name=value`/],
    [{ family: 'a', since: at(0), until: at(HOUR) }, /before `until`/],
    [{ family: 'a', since: at(24 * HOUR), step: 1 }, /more than 11,000 points/],
    [{ family: 'a', since: 'yesterday' }, /no time/],
  ])('refuses %j', async (parameters, message) => {
    await expect(ask(parameters)).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(message),
    });
  });

  it('answers a signal from own history, with the peers by name', async () => {
    const answer = await ask({ signal: 'requestRate' }, full());
    expect(answer).toMatchObject({
      unit: 'requestsPerSecond',
      stepSeconds: 15,
      source: { kind: 'history', resolutionSeconds: 15 },
      warnings: [],
      series: [
        {
          statistic: 'rate',
          peers: [{ peer: 'uid-cart-a', name: 'cart-a' }],
        },
      ],
    });
    expect(answer.times).toHaveLength(answer.series[0].values.length);
    expect(answer.message).toBeUndefined();
    expect(Date.parse(answer.end) - Date.parse(answer.start)).toBe(HOUR);
  });

  it('answers a family, narrowed to labels', async () => {
    const history = full();
    const answer = await ask(
      {
        family: 'http_requests_total',
        label: ['code=200', 'code=500', 'path=/a=b'],
      },
      history,
    );
    expect(answer).toMatchObject({
      type: 'counter',
      series: [{ labels: { code: '200' }, statistic: 'rate' }],
    });
    expect(history.queries[0]).toMatchObject({
      names: expect.arrayContaining(['http_requests_total']),
      matchers: [
        { label: 'code', operator: '=', values: ['200', '500'] },
        { label: 'path', operator: '=', values: ['/a=b'] },
      ],
    });
  });

  it('answers a signal of what nobody exposes any more', async () => {
    const answer = await ask(
      { signal: 'requestRate' },
      full(),
      SEES_EVERYTHING,
      '',
    );
    expect(answer.series).toMatchObject([{ statistic: 'rate' }]);
  });

  it('says why there is nothing', async () => {
    await expect(ask({ signal: 'requestRate' })).resolves.toMatchObject({
      series: [],
      message: expect.stringMatching(/portlight.io\/scrape/),
    });
    await expect(ask({ signal: 'latency' })).resolves.toMatchObject({
      series: [],
      times: [],
      message: expect.stringMatching(/latency/),
    });
    targets = [];
    await expect(ask({ signal: 'latency' })).resolves.toMatchObject({
      series: [],
      message: 'No workload',
    });
  });

  it('asks a source for what own history does not cover', async () => {
    source.covers.mockReturnValue(true);
    const answer = await ask({
      signal: 'requestRate',
      since: at(24 * HOUR),
      label: ['code=2.0', 'code=500'],
    });
    expect(answer).toMatchObject({
      source: { kind: 'prometheus', name: 'Prometheus prod' },
      unit: 'requestsPerSecond',
      series: [LINE],
      warnings: ['Partial response'],
    });
    expect(source.range).toHaveBeenCalledWith(
      expect.objectContaining({
        cluster: 'east',
        namespace: 'shop',
        pods: ['cart-a'],
        workloads: [{ kind: 'Deployment', name: 'cart' }],
        query: { signal: expect.objectContaining({ signal: 'requestRate' }) },
        matchers: [
          { name: 'code', operator: '=~', value: expect.stringContaining('|') },
        ],
      }),
    );
    expect(source.range.mock.calls[0][0].matchers[0].value).toMatch(/^2\\+\.0/);
  });

  it('asks none where own history has it all', async () => {
    source.covers.mockReturnValue(true);
    await expect(ask({ signal: 'requestRate' }, full())).resolves.toMatchObject(
      { source: { kind: 'history' } },
    );
    expect(source.range).not.toHaveBeenCalled();
  });

  it('shows what there is when a source fails, and how it failed', async () => {
    source.covers.mockReturnValue(true);
    source.range.mockRejectedValue(new Error('Prometheus rejects the tenant'));
    await expect(ask({ signal: 'requestRate' })).resolves.toMatchObject({
      source: { kind: 'history' },
      warnings: ['Prometheus rejects the tenant'],
    });
  });

  it('keeps clusters apart whose figures do not add up', async () => {
    source.covers.mockReturnValue(true);
    targets = [target('east'), target('west')];
    const answer = await ask(
      { signal: 'latency', since: at(24 * HOUR) },
      undefined,
      undefined,
      `# TYPE http_request_duration_seconds histogram
http_request_duration_seconds_bucket{le="1"} 1
http_request_duration_seconds_bucket{le="+Inf"} 1
http_request_duration_seconds_count 1
http_request_duration_seconds_sum 1
`,
    );
    expect(answer.series.map(({ labels }) => labels).sort()).toEqual(
      expect.arrayContaining([{ cluster: 'east' }, { cluster: 'west' }]),
    );
    expect(answer.warnings[0]).toMatch(/a line for each cluster/);
  });

  it.each<[string, Visibility['workloads'], boolean]>([
    ['sees all of the namespace', { places: [['east', 'shop']] }, true],
    [
      'sees a part of it',
      {
        filter: { property: 'owner', values: ['group:default/cart'] },
        negated: false,
      },
      false,
    ],
  ])('looks for former pods where somebody %s', async (_, workloads, looks) => {
    source.covers.mockReturnValue(true);
    await ask({ signal: 'requestRate' }, undefined, {
      ...SEES_EVERYTHING,
      workloads,
    });
    expect(source.range).toHaveBeenCalledTimes(1);
    expect(source.range.mock.calls[0][0].workloads).toEqual(
      looks ? [{ kind: 'Deployment', name: 'cart' }] : undefined,
    );
  });

  it('asks of a target that is seen in part for the visible peers only', async () => {
    targets = [target('east', { partial: true })];
    const history = full();
    await ask({ signal: 'requestRate' }, history);
    expect(history.queries[0].peers).toEqual(['uid-cart-a']);
  });

  it.each<[string, Visibility['workloads'], string[] | undefined]>([
    ['tells all', { places: [['east', 'shop']] }, undefined],
    [
      'tells nothing of gone ones that others may own',
      {
        filter: { property: 'owner', values: ['group:default/cart'] },
        negated: false,
      },
      ['uid-cart-a'],
    ],
  ])(
    '%s of the past peers, where all that are there now are visible',
    async (_, workloads, peers) => {
      const history = full();
      await ask({ signal: 'requestRate' }, history, {
        ...SEES_EVERYTHING,
        workloads,
      });
      expect(history.queries[0].peers).toEqual(peers);
    },
  );

  it('passes on that there is too much for one answer', async () => {
    const history = full();
    history.range = async () => {
      throw new InputError('3000 series are more than one answer may have');
    };
    await expect(ask({ signal: 'requestRate' }, history)).rejects.toMatchObject(
      { status: 400, message: expect.stringMatching(/3000 series/) },
    );
  });

  it('shows the largest of many series, and of their peers the largest', async () => {
    const many = new FakeHistory({
      'cart-east': {
        series: Array.from({ length: 150 }, (_, code) =>
          Array.from({ length: 60 }, (__, of) =>
            counter(
              'http_requests_total',
              `uid-${of}`,
              { code: `${code}` },
              Array(300).fill(code + of / 100),
            ),
          ),
        ).flat(),
      },
    });
    const answer = await ask({ family: 'http_requests_total' }, many);
    expect(answer.total).toBe(150);
    expect(answer.series).toHaveLength(100);
    expect(answer.series[0].labels).toEqual({ code: '149' });
    const values = answer.series.reduce(
      (sum, { peers = [] }) => sum + peers.length * answer.times.length,
      0,
    );
    expect(values).toBeLessThanOrEqual(300_000);
    expect(answer.series[0].peers?.[0].peer).toBe('uid-59');
  });
});
