import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPortlight } from '../program';

const CART = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  replicas: ${replicas}
  template:
    spec:
      containers:
        - name: cart
          resources: { requests: { cpu: "2", memory: 4Gi } }
`;
const RATES = 'currency: EUR\ncpu: 0.02\nmemory: 0.001\nstorage: 0.0001\n';
/** Two cores and four GiB for 730 hours. */
const POD = (2 * 0.02 + 4 * 0.001) * 730;

describe('portlight price', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portlight-'));
    await writeFile(join(folder, 'new.yaml'), CART(3));
    await writeFile(join(folder, 'old.yaml'), CART(2));
    await writeFile(join(folder, 'rates.yaml'), RATES);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(...args: string[]) {
    let output = '';
    let errors = '';
    const code = await runPortlight(['price', ...args], {
      cwd: folder,
      stdin: (async function* chunks() {
        yield Buffer.from(CART(1));
      })(),
      now: () => 0,
      writeOutput: text => {
        output += text;
      },
      writeError: text => {
        errors += text;
      },
      colors: false,
    });
    return { code, output, errors };
  }

  const PRICED = ['--cluster', 'east', '--rates', 'rates.yaml'];

  it('prices manifests by a file of rates', async () => {
    const { code, output } = await run('new.yaml', ...PRICED, '-o', 'json');
    const estimate = JSON.parse(output);
    expect(code).toBe(0);
    expect(estimate.monthly).toBeCloseTo(3 * POD, 9);
    expect(estimate).toMatchObject({ currency: 'EUR', cluster: 'east' });
  });

  it('prints a table with what changes', async () => {
    const { output } = await run('new.yaml', ...PRICED, '--diff', 'old.yaml');
    expect(output).toMatch(/^€96\.36 a month on east, \+€32\.12$/m);
    expect(output).toMatch(/^Deployment +shop +cart +3 +€96\.36 +\+€32\.12$/m);
  });

  it('reads the standard input', async () => {
    const { output } = await run('-', ...PRICED);
    expect(output).toMatch(/^€32\.12 a month/);
  });

  it('says that default prices are no prices of the cluster', async () => {
    const { code, output } = await run('new.yaml', '--cluster', 'east');
    expect(code).toBe(0);
    expect(output).toMatch(/default list prices/);
  });

  it.each([
    ['less than the limit', ['--fail-on', '97'], 0],
    ['more than the limit', ['--fail-on', '96'], 1],
    ['a change below it', ['--fail-on', '33', '--diff', 'old.yaml'], 0],
    ['a change above it', ['--fail-on', '32', '--diff', 'old.yaml'], 1],
  ])('ends well or not with %s', async (_, args, code) => {
    expect((await run('new.yaml', ...PRICED, ...args)).code).toBe(code);
  });

  it.each([
    ['a file that is not there', ['no.yaml', ...PRICED], /no\.yaml/],
    [
      'rates that are not there',
      ['new.yaml', '--cluster', 'a', '--rates', 'no.yaml'],
      /no\.yaml/,
    ],
    ['no cluster', ['new.yaml'], /--cluster/],
    [
      'a limit that is none',
      ['new.yaml', ...PRICED, '--fail-on', 'much'],
      /amount/,
    ],
  ])('cannot read %s', async (_, args, message) => {
    const { code, errors } = await run(...args);
    expect([code, errors]).toEqual([2, expect.stringMatching(message)]);
  });

  it.each([
    ['cpu: -1\n', /`cpu` is negative/],
    ['cpu: much\n', /`cpu` is no number/],
    ['cpus: 1\n', /`cpus`, which is none of/],
    ['currency: euro\ncpu: 1\n', /three capital letters/],
    ['storage: 1\n', /neither `cpu` nor `memory`/],
    ['[1, 2]\n', /has to be a mapping/],
    ['cpu: [\n', /no valid YAML/],
  ])('refuses the rates %j', async (rates, message) => {
    await writeFile(join(folder, 'rates.yaml'), rates);
    const { code, errors } = await run('new.yaml', ...PRICED);
    expect([code, errors]).toEqual([2, expect.stringMatching(message)]);
  });

  describe('with a portal', () => {
    let server: Server;
    let status = 200;
    const sent: { url?: string; body: string; token?: string }[] = [];

    beforeAll(async () => {
      server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        sent.push({
          url: request.url,
          token: request.headers.authorization,
          body: Buffer.concat(chunks).toString(),
        });
        response.writeHead(status, { 'content-type': 'application/json' }).end(
          JSON.stringify(
            status === 200
              ? {
                  currency: 'EUR',
                  cluster: 'east',
                  monthly: 5,
                  change: -2,
                  items: [],
                  notes: [],
                }
              : { code: 'not-found', title: 'There is no cluster `east`' },
          ),
        );
      });
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', resolve);
      });
    });
    afterAll(() => server.close());
    afterEach(() => {
      delete process.env.PORTLIGHT_TOKEN;
    });

    const portal = () =>
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

    it('asks it, with the token', async () => {
      process.env.PORTLIGHT_TOKEN = 'secret';
      const { code, output } = await run(
        'new.yaml',
        '--cluster',
        'east',
        '--portal',
        portal(),
      );
      expect([code, output]).toEqual([0, '€5.00 a month on east, -€2.00\n']);
      expect(sent.at(-1)).toMatchObject({
        url: '/api/portlight/v1/fleet/costs/estimate',
        token: 'Bearer secret',
      });
      expect(JSON.parse(sent.at(-1)!.body)).toMatchObject({
        cluster: 'east',
        manifests: expect.stringContaining('kind: Deployment'),
      });
    });

    it('says what it answers', async () => {
      status = 404;
      const { code, errors } = await run(
        'new.yaml',
        '--cluster',
        'east',
        '--portal',
        portal(),
      );
      expect([code, errors]).toEqual([
        2,
        expect.stringContaining('There is no cluster `east`'),
      ]);
    });
  });
});
