import { mockServices } from '@backstage/backend-test-utils';
import type {
  DiscoveredPeer,
  MetricsSnapshot,
  PeerScrape,
} from '@portlight/plugin-portlight-common';
import { testLease } from '../../__testUtils__';
import { LeaseLostError } from '../../inventory';
import type { ActiveTarget, PeerListener } from '../../peers';
import type { TargetSamples } from '../history';
import { DEFAULT_METRICS_SETTINGS, type MetricsSettings } from '../settings';
import { fakePeer, FakePeers } from './__testUtils__/fakePeers';
import { Scraper } from './Scraper';

const INTERVAL = 15_000;
const MINUTE = 60_000;

function target(name: string): ActiveTarget {
  return {
    cluster: 'east',
    id: `service/shop/${name}`,
    topic: `topic-${name}`,
    lease: testLease('east'),
    spec: { method: 'kubernetes', options: {}, name: `shop/${name}` },
  };
}

const CART = target('cart');

describe('Scraper', () => {
  let client: FakePeers;
  let listener: PeerListener;
  let scraper: Scraper;
  let written: { target: ActiveTarget; snapshot: MetricsSnapshot }[];
  let reports: { peer: string; scrape: PeerScrape }[];
  let appended: TargetSamples[];
  let stored: string[];
  let write: jest.Mock;
  const logger = mockServices.logger.mock();

  const create = (settings: Partial<MetricsSettings> = {}) => {
    scraper = new Scraper({
      peers: {
        client,
        follow: following => {
          listener = following;
          return () => {};
        },
        reportScrape: (_, peer, scrape) => reports.push({ peer, scrape }),
      },
      snapshots: { write },
      history: {
        append: async samples => {
          appended.push(samples);
          return { written: 0, capped: 0, dropped: 0 };
        },
        notices: () => [],
      },
      settings: { ...DEFAULT_METRICS_SETTINGS, ...settings },
      logger,
      onStored: ({ topic }) => stored.push(topic),
      random: () => 0.5,
    });
    scraper.start();
  };

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    jest.clearAllMocks();
    client = new FakePeers();
    written = [];
    reports = [];
    appended = [];
    stored = [];
    write = jest.fn(async (of, snapshot) => {
      written.push({ target: of, snapshot });
      return 100;
    });
  });

  afterEach(async () => {
    await scraper.stop();
    jest.useRealTimers();
  });

  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  };

  /** Lets time go by, and what it brings about happen. */
  const pass = async (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= 250) {
      jest.advanceTimersByTime(Math.min(left, 250));
      await settle();
    }
  };

  const last = () => written.at(-1)!.snapshot;
  const found = async (...peers: DiscoveredPeer[]) => {
    listener.peers(CART, peers);
    await pass(250);
  };
  const up = () =>
    Object.fromEntries(last().peers.map(peer => [peer.name, peer.up]));

  it('scrapes the first time at once and then once in each interval', async () => {
    create();
    const peers = Array.from({ length: 40 }, (_, at) => fakePeer(`cart-${at}`));
    peers.forEach(({ host }) => client.answer(host, { body: 'a 1\n' }));
    await found(...peers);
    expect(peers.every(({ host }) => client.count(host) === 1)).toBe(true);
    expect(last().peers).toHaveLength(40);
    expect(written).toHaveLength(1);
    expect(stored).toEqual(['topic-cart']);
    const before = [...client.requests.values()];
    await pass(10 * INTERVAL);
    for (const [index, { host }] of peers.entries()) {
      expect(client.count(host) - before[index]).toBe(10);
    }
    // A snapshot for each round, however many peers.
    expect(written).toHaveLength(11);
    expect(appended.flatMap(({ samples }) => samples)).toHaveLength(11 * 40);
  });

  it('asks no more of a target however often it hears of it', async () => {
    create();
    client.answer('cart-a', { body: 'a 1\n' });
    for (let tab = 0; tab < 100; tab += 1) {
      listener.peers(CART, [fakePeer('cart-a')]);
    }
    await pass(INTERVAL);
    expect(client.count('cart-a')).toBe(2);
  });

  it('loses nothing of the others by one that fails', async () => {
    create();
    client.answer('cart-a', { body: '# TYPE a counter\na 1\n' });
    client.answer('cart-b', { status: 500 });
    client.answer('cart-c', { body: 'not an exposition at all' });
    await found(fakePeer('cart-a'), fakePeer('cart-b'), fakePeer('cart-c'));
    expect(up()).toEqual({ 'cart-a': true, 'cart-b': false, 'cart-c': false });
    expect(last().families.map(({ name }) => name)).toEqual(['a']);
    expect(last().peers[1].message).toMatch(/500 Internal Server Error/);
    expect(reports).toEqual(
      expect.arrayContaining([
        { peer: 'uid-cart-a', scrape: expect.objectContaining({ up: true }) },
        {
          peer: 'uid-cart-b',
          scrape: expect.objectContaining({
            up: false,
            message: expect.stringMatching(/500/),
          }),
        },
      ]),
    );
    expect(appended.flatMap(({ samples }) => samples)).toHaveLength(1);
  });

  it('shows the others a second after they answered when one does not', async () => {
    create();
    client.answer('cart-a', { body: 'a 1\n' });
    client.answer('cart-b', { hangs: true });
    await found(fakePeer('cart-a'), fakePeer('cart-b'));
    expect(written).toHaveLength(0);
    await pass(1000);
    expect(last().peers).toEqual([
      expect.objectContaining({ name: 'cart-a', up: true }),
      expect.objectContaining({ name: 'cart-b', up: false }),
    ]);
    expect(last().peers[1].at).toBeUndefined();
    await pass(10_000);
    expect(last().peers[1].message).toMatch(/within 10 s/);
    await pass(6 * INTERVAL);
    // It is not asked again before it has answered or its time is up.
    expect(client.count('cart-b')).toBeLessThanOrEqual(7);
    expect(client.count('cart-a')).toBe(7);
  });

  it('scrapes a peer that comes soon, and forgets one that goes', async () => {
    create();
    client.answer('cart-a', { body: '# TYPE a gauge\na 1\n' });
    client.answer('cart-b', { body: '# TYPE b gauge\nb 1\n' });
    await found(fakePeer('cart-a'));
    await found(fakePeer('cart-a'), fakePeer('cart-b'));
    expect(up()).toEqual({ 'cart-a': true, 'cart-b': true });
    expect(client.count('cart-a')).toBe(1);
    await found(fakePeer('cart-b'));
    await pass(1000);
    expect(up()).toEqual({ 'cart-b': true });
    expect(last().families.map(({ name }) => name)).toEqual(['b']);
    const before = client.count('cart-a');
    await pass(4 * INTERVAL);
    expect(client.count('cart-a')).toBe(before);
  });

  it('ends the request to a peer that goes', async () => {
    create();
    client.answer('cart-a', { hangs: true });
    await found(fakePeer('cart-a'));
    await found();
    await pass(1000);
    expect(last().peers).toEqual([]);
    await pass(10_000);
    expect(reports).toEqual([]);
  });

  it('scrapes anew where a peer has moved its metrics', async () => {
    create();
    client.answer('cart-a', { status: 404 });
    await found(fakePeer('cart-a'));
    const metrics = { scheme: 'http', port: 9090, path: '/m' } as const;
    client.answer('cart-a', { body: 'a 1\n' });
    await found(fakePeer('cart-a', { metrics }));
    await pass(INTERVAL);
    expect(up()).toEqual({ 'cart-a': true });
  });

  it('asks a peer without metrics rarely', async () => {
    create();
    client.answer('cart-a', { status: 404 });
    await found(fakePeer('cart-a'));
    expect(last().peers[0].message).toMatch(
      /no metrics at `\/metrics` \(404\)/,
    );
    await pass(4 * MINUTE);
    expect(client.count('cart-a')).toBe(1);
    expect(reports).toHaveLength(1);
    client.answer('cart-a', { body: 'a 1\n' });
    await pass(2 * MINUTE);
    expect(up()).toEqual({ 'cart-a': true });
    expect(client.count('cart-a')).toBeGreaterThan(2);
  });

  it('says which peers are not known to expose metrics', async () => {
    create();
    await found(fakePeer('cart-a', { metrics: undefined }));
    await pass(1000);
    expect(client.requests.size).toBe(0);
    expect(last()).toMatchObject({
      peers: [],
      notices: [expect.stringMatching(/^Of 1 of 1 peers.*prometheus.io\/port/)],
    });
  });

  it('passes on what was wrong without being fatal, once for all', async () => {
    create();
    const headers = { 'content-type': 'text/nonsense' };
    for (const name of ['cart-a', 'cart-b']) {
      client.answer(name, { body: 'a 1\n', headers });
    }
    await found(fakePeer('cart-a'), fakePeer('cart-b'));
    expect(last().notices).toEqual([
      expect.stringMatching(/^2 of 2 peers: .*text\/nonsense/),
    ]);
  });

  it('keeps as many series as it may, and says so of the rest', async () => {
    const { limits } = DEFAULT_METRICS_SETTINGS;
    create({ limits: { ...limits, series: 15 } });
    const body = Array.from({ length: 10 }, (_, at) => `a${at} 1\n`).join('');
    client.answer('cart-a', { body });
    await found(fakePeer('cart-a'));
    client.answer('cart-b', { body });
    await found(fakePeer('cart-a'), fakePeer('cart-b'));
    expect(up()).toEqual({ 'cart-a': true, 'cart-b': false });
    expect(last().peers[1].message).toMatch(/limits.series`, 15/);
    // The first one goes on, and when it goes there is room.
    await found(fakePeer('cart-b'));
    await pass(2 * INTERVAL);
    expect(up()).toEqual({ 'cart-b': true });
  });

  it('counts a peer with huge labels as one with many series', async () => {
    const { limits } = DEFAULT_METRICS_SETTINGS;
    create({ limits: { ...limits, series: 15 } });
    client.answer('cart-a', { body: `a{x="${'x'.repeat(20_000)}"} 1\n` });
    await found(fakePeer('cart-a'));
    client.answer('cart-b', { body: 'b 1\n' });
    await found(fakePeer('cart-a'), fakePeer('cart-b'));
    expect(up()).toEqual({ 'cart-a': true, 'cart-b': false });
  });

  it('follows a counter through a reset', async () => {
    create();
    const expose = (value: number) =>
      client.answer('cart-a', { body: `# TYPE c counter\nc ${value}\n` });
    expose(1000);
    await found(fakePeer('cart-a'));
    expose(5);
    await pass(INTERVAL);
    const [{ samples }] = last().families[0].series;
    expect(samples[0].increases).toEqual([5]);
  });

  it('takes a type that changes between scrapes as another family', async () => {
    create();
    client.answer('cart-a', { body: '# TYPE a counter\na 1\n' });
    await found(fakePeer('cart-a'));
    client.answer('cart-a', { body: '# TYPE a gauge\na 1\n' });
    await pass(INTERVAL);
    expect(last().families).toMatchObject([{ name: 'a', type: 'gauge' }]);
  });

  it('tries again in the next round when the database fails, and complains once', async () => {
    create();
    client.answer('cart-a', { body: 'a 1\n' });
    write.mockRejectedValueOnce(new Error('gone'));
    write.mockRejectedValueOnce(new Error('gone'));
    await found(fakePeer('cart-a'));
    await pass(2 * INTERVAL);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(written.length).toBeGreaterThan(0);
    expect(stored).toHaveLength(written.length);
  });

  it('says and asks nothing more where another replica has the cluster', async () => {
    create();
    client.answer('cart-a', { body: 'a 1\n' });
    write.mockRejectedValue(new LeaseLostError('east'));
    await found(fakePeer('cart-a'));
    const { size } = client.requests;
    await pass(4 * INTERVAL);
    expect(client.requests.size).toBe(size);
    expect(client.count('cart-a')).toBe(1);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('ends with the target', async () => {
    create();
    client.answer('cart-a', { body: 'a 1\n' });
    await found(fakePeer('cart-a'));
    listener.ended(CART);
    await pass(4 * INTERVAL);
    expect(client.count('cart-a')).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('writes one snapshot after the other', async () => {
    create();
    let running = 0;
    let most = 0;
    write.mockImplementation(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(resolve => setTimeout(resolve, 20_000));
      running -= 1;
      return 1;
    });
    client.answer('cart-a', { body: 'a 1\n' });
    await found(fakePeer('cart-a'));
    await pass(6 * INTERVAL);
    expect(most).toBe(1);
    write.mockResolvedValue(1);
    await pass(20_000);
  });

  it('leaves nothing behind when the portal ends, also in the middle of a round', async () => {
    create();
    client.answer('cart-a', { hangs: true });
    client.answer('cart-b', { body: 'a 1\n' });
    await found(fakePeer('cart-a'), fakePeer('cart-b'));
    await scraper.stop();
    await settle();
    expect(jest.getTimerCount()).toBe(0);
    const count = written.length;
    await pass(2 * INTERVAL);
    expect(written).toHaveLength(count);
  });

  it('passes on that peers have changed', () => {
    create();
    listener.stored(CART);
    expect(stored).toEqual(['topic-cart']);
  });
});
