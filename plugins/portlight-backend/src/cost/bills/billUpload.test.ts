import { once } from 'node:events';
import { request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { BillImport } from '@portlight/plugin-portlight-common';
import express from 'express';
import {
  createTestFleet,
  testDatabases,
  testMetrics,
  testRegistration,
  type TestFleet,
} from '../../__testUtils__';
import { createHandlers } from '../../api/createHandlers';
import { createRouter } from '../../api/createRouter';
import {
  BEGIN,
  HOUR,
  testAttribution,
  testHour,
  testPrices,
} from '../__testUtils__/testHours';
import { subjectsOf } from '../inputs';
import { HourComputer } from '../job';
import { DEFAULT_COST_SETTINGS } from '../settings';
import { SqlCostStore } from '../store';
import { billBody } from './billBody';

jest.setTimeout(600_000);

/** Two million take a minute; see docs/performance.md. */
const LINES = Number(process.env.PORTLIGHT_BILL_LINES ?? 20_000);

const DAY = 24 * HOUR;
const START = BEGIN - (BEGIN % DAY) - DAY;
const HEADER = 'date,cluster,instance type,capacity type,cost,currency';
const day = new Date(START * 1000).toISOString().slice(0, 10);
const GOOD = `${day},east,m5.xlarge,on-demand,1.5,USD`;

const databases = testDatabases();

describe('an upload of a bill', () => {
  let fleet: TestFleet;
  let server: Server;
  let url: string;
  const audit: string[] = [];

  beforeAll(async () => {
    fleet = await createTestFleet(databases, 'SQLITE_3');
    const { knex } = fleet;
    const auditor = mockServices.auditor.mock({
      createEvent: async ({ eventId }) => ({
        success: async () => {
          audit.push(`${eventId} succeeded`);
        },
        fail: async () => {
          audit.push(`${eventId} failed`);
        },
      }),
    });
    const result: AuthorizeResult.ALLOW = AuthorizeResult.ALLOW;
    const allow = async (requests: readonly unknown[]) =>
      requests.map(() => ({ result }));
    const catalog = catalogServiceMock();
    const app = express();
    app.use(
      await createRouter({
        httpAuth: mockServices.httpAuth(),
        permissions: mockServices.permissions.mock({
          authorize: allow,
          authorizeConditional: allow,
        }),
        knex,
        auditor,
        logger: mockServices.logger.mock(),
        handlers: await createHandlers({
          knex,
          mirror: { sync: async () => true, sources: () => [] },
          catalog,
          auditor,
          registration: testRegistration(knex),
          ...(await testMetrics({ knex, catalog, auditor })),
        }),
        recordOperation: () => {},
      }),
    );
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    url = `http://127.0.0.1:${port}/v1/bills?name=bill`;

    const store = new SqlCostStore({ knex, settings: DEFAULT_COST_SETTINGS });
    const computer = new HourComputer({
      prices: testPrices(),
      attribution: testAttribution(),
      settings: DEFAULT_COST_SETTINGS,
    });
    const computed = await computer.compute(
      testHour({ hour: START }),
      subjectsOf([]),
      { source: 'mirror', details: false },
    );
    await knex.transaction(trx => store.replaceHours(trx, 'east', [computed]));
    await store.rollUp('east', async () => {});
  });

  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await fleet.knex.destroy();
  });

  /** What of a bill is in the database. */
  async function stored() {
    const tables = ['bills', 'bill_amounts', 'bill_factors'];
    return Promise.all(tables.map(table => fleet.knex(table)));
  }

  const NOTHING = [[], [], []];

  async function send(
    body: string | Uint8Array | ReadableStream<Uint8Array>,
    { query = '', gzip = false } = {},
  ) {
    const response = await fetch(`${url}${query}`, {
      method: 'POST',
      headers: {
        'content-type': 'text/csv',
        authorization: mockCredentialsHeader(),
        ...(gzip ? { 'content-encoding': 'gzip' } : {}),
      },
      body: body as BodyInit,
      duplex: 'half',
    } as RequestInit);
    return { status: response.status, body: await response.json() };
  }

  function mockCredentialsHeader() {
    return 'Bearer mock-user-token:{"sub":"user:default/ada"}';
  }

  const lines = (...texts: string[]) => [HEADER, ...texts, ''].join('\n');

  it.each<[string, string | Buffer, object[]]>([
    [
      'without the columns that it needs',
      'Konto;Betrag\n1;2\n',
      [
        {
          line: 1,
          message: expect.stringMatching(/^No column has the start: it has/),
        },
        {
          line: 1,
          message: expect.stringMatching(
            /^No column has the cost: .*EffectiveCost.*`column=cost=…`$/,
          ),
        },
      ],
    ],
    [
      'that is cut off',
      lines(GOOD, `${day},east,m5.xla`),
      [{ line: 3, message: 'has 3 of 6 cells; is the file cut off?' }],
    ],
    [
      'with a cell too many',
      lines(`${day},east,m5.xlarge,on-demand,1,5,USD`, GOOD),
      [
        {
          line: 2,
          message:
            'has 7 cells where the header has 6; a cell with a separator in it has to be quoted',
        },
      ],
    ],
    [
      'with quotes that are not closed',
      lines(GOOD, GOOD, `"${day},east`),
      [
        {
          line: 4,
          message: 'A quotation mark is not closed before the file ends',
        },
      ],
    ],
    [
      'with NUL bytes',
      lines(GOOD, GOOD.replace('m5', 'm\u00005')),
      [
        {
          line: 3,
          column: 'instance type',
          message: 'has a NUL in it; the file is damaged, or not in UTF-8',
        },
      ],
    ],
    [
      'of nothing but NUL bytes',
      Buffer.alloc(1.2 * 2 ** 20),
      [{ line: 1, message: expect.stringMatching(/longer than 1 MiB/) }],
    ],
    [
      'with a line of more than a megabyte',
      lines(GOOD, 'x'.repeat(2 ** 21)),
      [{ line: 3, message: expect.stringMatching(/longer than 1 MiB/) }],
    ],
    [
      'with a type of machine as long as a book',
      lines(GOOD.replace('m5', 'm'.repeat(100))),
      [
        {
          line: 2,
          column: 'instance type',
          message: 'is longer than 63 characters',
        },
      ],
    ],
    [
      'in a currency that nothing converts',
      lines(GOOD, GOOD.replace('USD', 'CHF')),
      [
        {
          line: 3,
          column: 'currency',
          message: expect.stringContaining('portlight.cost.exchangeRates.CHF'),
        },
      ],
    ],
    [
      'with an amount that nobody pays',
      lines(GOOD.replace('1.5', '9'.repeat(12))),
      [
        {
          line: 2,
          column: 'cost',
          message: expect.stringContaining('check the decimal separator'),
        },
      ],
    ],
    ['that is empty', '\n', [{ line: 1, message: 'The file is empty' }]],
  ])(
    '%s is refused with the line and what is wrong',
    async (_title, text, errors) => {
      const { status, body } = await send(text);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        stored: false,
        refused: errors.length,
        errors: errors.map(error => ({ code: 'invalid-line', ...error })),
      });
      expect(await stored()).toEqual(NOTHING);
    },
  );

  it('tells the first hundred bad lines, and how many there are', async () => {
    const bad = Array(250).fill(GOOD.replace('1.5', 'free'));
    const { body } = await send(lines(GOOD, ...bad));
    expect(body).toMatchObject({ stored: false, lines: 251, refused: 250 });
    expect(body.errors).toHaveLength(100);
    expect(body.errors[99]).toMatchObject({ line: 102, column: 'cost' });
    expect(await stored()).toEqual(NOTHING);
  });

  it('is answered before all of it was read, where its beginning is enough', async () => {
    // More than all buffers on the way: a sender that is cut off never sees the answer.
    const { status, body } = await send(
      `a,b\n${`${'x'.repeat(98)}\n`.repeat(200_000)}`,
    );
    expect([status, body.refused]).toEqual([200, 2]);
  });

  it.each([
    ['plainly', false],
    ['compressed', true],
  ])('that breaks off leaves nothing behind: %s', async (_title, gzip) => {
    audit.length = 0;
    const text = Buffer.from(lines(...Array(20_000).fill(GOOD)));
    const sent = gzip ? gzipSync(text, { level: 0 }) : text;
    const upload = httpRequest(url, {
      method: 'POST',
      headers: {
        'content-type': 'text/csv',
        'content-length': sent.length,
        authorization: mockCredentialsHeader(),
        ...(gzip ? { 'content-encoding': 'gzip' } : {}),
      },
    });
    upload.on('error', () => {});
    upload.write(sent.subarray(0, sent.length / 2));
    await once(upload.socket ?? (await once(upload, 'socket'))[0], 'drain');
    upload.destroy();
    while (audit.length === 0) {
      await new Promise(resolve => {
        setTimeout(resolve, 10);
      });
    }
    expect(audit).toEqual(['bill-import failed']);
    expect(await stored()).toEqual(NOTHING);
  });

  it('that is no gzip is refused', async () => {
    const { status, body } = await send(lines(GOOD), { gzip: true });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'invalid-body',
      title: expect.stringContaining('no whole gzip file'),
    });
    const half = gzipSync(lines(...Array(2_000).fill(GOOD)));
    expect(
      (await send(half.subarray(0, half.length / 2), { gzip: true })).status,
    ).toBe(400);
  });

  it.each([
    ['as it is', Buffer.from('x'.repeat(2_000)), {}],
    [
      'unpacked',
      gzipSync('x'.repeat(1_000_000)),
      { 'content-encoding': 'gzip' },
    ],
  ])('that is too large %s ends there', async (_title, sent, headers) => {
    const read = async () => {
      let size = 0;
      const request = Object.assign(Readable.from([sent]), { headers });
      for await (const chunk of billBody(request, 1_000)) size += chunk.length;
      return size;
    };
    await expect(read()).rejects.toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
  });

  it(`of ${LINES} lines is read as it comes`, async () => {
    let written = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (written >= LINES) {
          controller.close();
          return;
        }
        const part = Array.from(
          { length: 1_000 },
          (_, index) =>
            `${day},east,m5.xlarge,on-demand,0.0001,USD,i-${written + index}\n`,
        );
        if (written === 0) part.unshift(`${HEADER},resource id\n`);
        written += 1_000;
        controller.enqueue(Buffer.from(part.join('')));
      },
    });
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const { status, body: answer } = await send(body, {
      query: '&dryRun=true',
    });
    const { errors, ...rest } = answer as BillImport;
    if (process.env.PORTLIGHT_BILL_LINES) {
      const seconds = (performance.now() - start) / 1000;
      const grown = (process.memoryUsage().rss - before) / 2 ** 20;
      process.stdout.write(
        `${LINES} lines in ${seconds.toFixed(1)} s, ${grown.toFixed(0)} MiB\n`,
      );
    }
    expect([status, errors]).toEqual([200, []]);
    expect(rest).toMatchObject({
      stored: false,
      lines: LINES,
      matched: LINES,
      refused: 0,
      duplicates: 0,
    });
    expect(rest.billed).toBeCloseTo(LINES * 0.0001, 6);
  });
});
