import type { RequestListener, ServerResponse } from 'node:http';
import { createGzip, gzipSync } from 'node:zlib';
import {
  EXPOSITION_ACCEPT,
  SeriesTable,
} from '@portlight/plugin-portlight-common';
import { AddressPolicy } from '../../clusters';
import {
  createPeerClient,
  type ClosablePeerClient,
} from '../../peers/reach/createPeerClient';
import { DEFAULT_METRICS_SETTINGS } from '../settings';
import {
  type Exposer,
  exposing,
  peerAt,
  startExposer,
} from './__testUtils__/exposer';
import { scrapePeer, type ScrapeOptions } from './scrapePeer';

const { exposition: LIMITS } = DEFAULT_METRICS_SETTINGS.limits;
const TEXT = '# TYPE requests_total counter\nrequests_total{code="200"} 5\n';
const MEBIBYTE = 1024 * 1024;

/** Writes as long as somebody reads. */
function endlessly(response: ServerResponse, chunk: () => string): void {
  const write = () => {
    while (!response.destroyed && response.write(chunk()));
  };
  response.on('drain', write);
  write();
}

/** So many zeros, gzipped as they are written. */
function zeros(response: ServerResponse, bytes: number): void {
  const gzip = createGzip();
  gzip.pipe(response);
  response.on('close', () => gzip.destroy());
  const chunk = Buffer.alloc(MEBIBYTE);
  let left = bytes;
  const write = () => {
    while (left > 0 && !gzip.destroyed) {
      left -= chunk.length;
      if (!gzip.write(chunk)) return;
    }
    if (!gzip.destroyed) gzip.end();
  };
  gzip.on('drain', write);
  gzip.on('error', () => {});
  write();
}

describe('scrapePeer', () => {
  const exposers: Exposer[] = [];
  let client: ClosablePeerClient;

  beforeAll(() => {
    client = createPeerClient({
      addresses: new AddressPolicy({ allowLoopback: true }),
      reach: 'direct',
      perCluster: 2,
      connectionOf: () => undefined,
    });
  });

  afterEach(async () => {
    await Promise.all(exposers.splice(0).map(each => each.close()));
  });

  afterAll(() => client.close());

  const start = async (listener: RequestListener) => {
    const exposer = await startExposer(listener);
    exposers.push(exposer);
    return exposer;
  };

  const scrape = (
    peer: Exposer['peer'],
    options: Partial<ScrapeOptions> = {},
  ) =>
    scrapePeer(peer, {
      client,
      table: new SeriesTable(),
      limits: LIMITS,
      timeout: 20_000,
      signal: new AbortController().signal,
      ...options,
    });

  it('asks as Prometheus does and reads what is answered', async () => {
    const exposer = await start(exposing(TEXT));
    const { scrape: read, report, error } = await scrape(exposer.peer);
    expect(error).toBeUndefined();
    expect(read?.series.map(({ key }) => key)).toEqual([
      'requests_total{code="200"}',
    ]);
    expect(report).toEqual({
      at: expect.any(String),
      up: true,
      durationSeconds: expect.any(Number),
      samples: 1,
      bytes: TEXT.length,
      clockSkewSeconds: 0,
    });
    expect(exposer.requests[0]).toMatchObject({
      accept: EXPOSITION_ACCEPT,
      'accept-encoding': 'gzip',
      'x-prometheus-scrape-timeout-seconds': '20',
    });
  });

  it.each([['gzip'], ['x-gzip'], ['GZIP']])('reads %s', async encoding => {
    const { peer } = await start((_, response) => {
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.setHeader('content-encoding', encoding);
      response.end(gzipSync(TEXT));
    });
    const { scrape: read } = await scrape(peer);
    expect(read?.values).toEqual(new Float64Array([5]));
    expect(read?.bytes).toBe(TEXT.length);
  });

  it.each([
    ['no Content-Type', undefined, /sent no Content-Type/],
    ['JSON', 'application/json', /no metrics format/],
  ])('reads with a warning what says it is %s', async (_, type, warning) => {
    const { peer } = await start((_request, response) => {
      if (type) response.setHeader('content-type', type);
      response.end(TEXT);
    });
    const { scrape: read } = await scrape(peer);
    expect(read?.values).toHaveLength(1);
    expect(read?.warnings).toEqual([expect.stringMatching(warning)]);
  });

  it('tells a clock that is ahead', async () => {
    const { peer } = await start((_, response) => {
      response.setHeader('date', new Date(Date.now() + 90_000).toUTCString());
      response.end(TEXT);
    });
    const { report } = await scrape(peer);
    expect(report.clockSkewSeconds).toBeGreaterThanOrEqual(89);
    expect(report.clockSkewSeconds).toBeLessThanOrEqual(91);
  });

  const html: RequestListener = (_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!DOCTYPE html><html><body>Sign in</body></html>');
  };
  const status =
    (
      code: number,
      headers: Record<string, string> = {},
      body = '',
    ): RequestListener =>
    (_, response) => {
      response.writeHead(code, headers);
      response.end(body);
    };
  const json = { 'content-type': 'application/json' };
  const refused = (message: string) =>
    JSON.stringify({ kind: 'Status', apiVersion: 'v1', message });
  const gzipped =
    (send: (response: ServerResponse) => void): RequestListener =>
    (_, response) => {
      response.setHeader('content-type', 'text/plain');
      response.setHeader('content-encoding', 'gzip');
      send(response);
    };

  it.each<[string, RequestListener, string, RegExp]>([
    ['HTML', html, 'format', /web page|HTML/i],
    ['500', status(500), 'status', /^It answered 500 Internal Server Error/],
    ['an unknown status', status(599), 'status', /^It answered 599 instead/],
    ['204', status(204), 'status', /^It answered 204 No Content/],
    ['401', status(401), 'status', /credentials \(401/],
    [
      '404',
      status(404),
      'absent',
      /no metrics at `\/metrics` \(404\).*prometheus.io\/path/,
    ],
    [
      'that the API server found no pod',
      status(404, json, refused('pods "a" not found')),
      'connection',
      /API server cannot reach it: pods "a" not found/,
    ],
    [
      'that the API server refuses',
      status(403, json, refused('pods "a" is forbidden')),
      'status',
      /^The API server does not let the portal reach pods; grant `get` on `pods\/proxy`$/,
    ],
    [
      'a redirect to another host',
      status(302, { location: 'http://169.254.169.254/latest' }),
      'redirect',
      /redirects to the host `169.254.169.254`, which is not followed/,
    ],
    [
      'a redirect to another path',
      status(301, { location: '/metrics/' }),
      'redirect',
      /redirects to `\/metrics\/`, which is not followed/,
    ],
    [
      'a redirect to nowhere',
      status(307, { location: 'http://[' }),
      'redirect',
      /no address/,
    ],
    [
      'a coding that nobody asked for',
      status(200, { 'content-encoding': 'br' }, 'x'),
      'encoding',
      /another way than gzip/,
    ],
    [
      'what is no gzip',
      gzipped(response => response.end('no gzip at all')),
      'encoding',
      /said to be gzip and is not/,
    ],
    [
      'gzip without its end',
      gzipped(response => response.end(gzipSync(TEXT).subarray(0, 30))),
      'encoding',
      /its end is missing/,
    ],
    [
      'a gigabyte of zeros, gzipped',
      gzipped(response => zeros(response, 1024 * MEBIBYTE)),
      'body-size-limit',
      /more than 1 MiB uncompressed; raise `portlight.metrics.limits.bodyBytes`/,
    ],
    [
      'an endless body',
      (_, response) => endlessly(response, () => '# a comment, again\n'),
      'body-size-limit',
      /more than 1 MiB/,
    ],
    [
      'an endless line',
      (_, response) => endlessly(response, () => 'a'.repeat(1000)),
      'body-size-limit',
      /more than 1 MiB/,
    ],
    [
      'ten million series',
      (_, response) => {
        let series = 0;
        endlessly(response, () => {
          series += 1;
          return `a{b="${series}"} 1\n`;
        });
      },
      'limit',
      /1000 samples|samples/,
    ],
    [
      'a name of a megabyte',
      (_, response) => response.end(`${'a'.repeat(900_000)} 1\n`),
      'limit',
      /Line 1, column/,
    ],
    [
      'no number',
      (_, response) => response.end('requests_total many\n'),
      'format',
      /^Line 1, column 16/,
    ],
    [
      'the same series with another value',
      (_, response) =>
        response.end(Buffer.from([0x61, 0xff, 0x20, 0x31, 0x0a])),
      'format',
      /^Line 1, column/,
    ],
  ])('says what is wrong with %s', async (_, listener, failure, message) => {
    const { peer } = await start(listener);
    const outcome = await scrape(peer, {
      limits: { ...LIMITS, bodySize: MEBIBYTE, samples: 1000 },
    });
    expect(outcome.scrape).toBeUndefined();
    expect(outcome.error?.message).toMatch(message);
    expect(outcome.error?.failure).toBe(failure);
    expect(outcome.report).toMatchObject({
      up: false,
      message: outcome.error?.message,
    });
  });

  it('says that the connection ended in the middle', async () => {
    const { peer } = await start((_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write(TEXT);
      setTimeout(() => response.destroy(), 20);
    });
    const { error } = await scrape(peer);
    expect(error).toMatchObject({
      failure: 'connection',
      message: expect.stringMatching(/ended in the middle/),
    });
  });

  it('says that nothing listens', async () => {
    const gone = await startExposer(exposing(TEXT));
    await gone.close();
    const { error } = await scrape(peerAt(gone.port));
    expect(error).toMatchObject({
      failure: 'connection',
      message: expect.stringMatching(/nothing listens/),
    });
  });

  it.each<[string, RequestListener]>([
    ['never', () => {}],
    [
      'a byte at a time',
      (_, response) => {
        const timer = setInterval(() => response.write('#'), 10);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('gives up a peer that answers %s', async (_, listener) => {
    const { peer } = await start(listener);
    const { error, report } = await scrape(peer, { timeout: 200 });
    expect(error).toMatchObject({
      failure: 'timeout',
      message: expect.stringMatching(/within 0.2 s.*scrapeTimeout/),
    });
    expect(report.up).toBe(false);
  });

  it('counts the time from the turn of the peer', async () => {
    const slow = await start((_, response) => {
      setTimeout(() => response.end(TEXT), 300);
    });
    const crowd = Array.from({ length: 8 }, () =>
      scrape(slow.peer, { timeout: 500 }),
    );
    const outcomes = await Promise.all(crowd);
    expect(outcomes.map(({ report }) => report.up)).toEqual(
      Array(8).fill(true),
    );
  });

  it('gives its turn back whatever was answered', async () => {
    const bad = await start(html);
    const endless = await start((_, response) =>
      endlessly(response, () => '# x\n'),
    );
    for (let round = 0; round < 10; round += 1) {
      await scrape(bad.peer);
      await scrape(endless.peer, { limits: { ...LIMITS, bodySize: 100_000 } });
    }
    const good = await start(exposing(TEXT));
    await expect(scrape(good.peer)).resolves.toMatchObject({
      report: { up: true },
    });
  });

  it('ends with its signal, and with nothing else', async () => {
    const { peer } = await start(() => {});
    const controller = new AbortController();
    const ending = scrape(peer, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('The target is gone')), 50);
    await expect(ending).rejects.toThrow('The target is gone');
  });

  it('finds the series of the last scrape again', async () => {
    const { peer } = await start(exposing(TEXT));
    const table = new SeriesTable();
    const first = await scrape(peer, { table });
    const second = await scrape(peer, { table });
    expect(second.scrape?.series[0]).toBe(first.scrape?.series[0]);
  });

  it('keeps names that are traps as names', async () => {
    const { peer } = await start(
      exposing('a{__proto__="b",constructor="c"} NaN\na{} +Inf\n'),
    );
    const { scrape: read } = await scrape(peer);
    expect(read?.series[0].labels).toEqual([
      ['__proto__', 'b'],
      ['constructor', 'c'],
    ]);
    expect([...read!.values]).toEqual([NaN, Infinity]);
  });
});
