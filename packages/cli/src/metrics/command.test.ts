import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPortlight } from '../program';

const NOW = Date.parse('2026-11-21T12:10:00Z');

const TEXT = `# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{code="200",__proto__="x"} 1027 1395066363000
# TYPE temperature gauge
temperature NaN
limit +Inf
`;
const OPENMETRICS = `# TYPE job_seconds counter
# UNIT job_seconds seconds
job_seconds_total{a="b"} 17 12.5 # {trace="x"} -Inf 1.25
job_seconds_created{a="b"} 1520430000.123
# TYPE t gauge
t 1 100
t 2 200
# EOF
`;

describe('portlight metrics', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portlight-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(args: string[], stdin: string | Uint8Array = '') {
    let output = '';
    let errors = '';
    const code = await runPortlight(['metrics', ...args], {
      cwd: folder,
      stdin: (async function* chunks() {
        yield Buffer.from(stdin);
      })(),
      now: () => NOW,
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

  it('prints families and samples as JSON', async () => {
    await writeFile(join(folder, 'in.prom'), TEXT);
    const { code, output, errors } = await run([
      'parse',
      'in.prom',
      '-o',
      'json',
    ]);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toContain('"__proto__": "x"');
    expect(JSON.parse(output)).toEqual([
      {
        name: 'http_requests_total',
        type: 'counter',
        help: 'Requests.',
        unit: '',
        samples: [
          {
            name: 'http_requests_total',
            labels: JSON.parse('{"__proto__": "x", "code": "200"}'),
            value: 1027,
            timestamp: 1395066363,
          },
        ],
      },
      {
        name: 'temperature',
        type: 'gauge',
        help: '',
        unit: '',
        samples: [{ name: 'temperature', labels: {}, value: 'NaN' }],
      },
      {
        name: 'limit',
        type: 'unknown',
        help: '',
        unit: '',
        samples: [{ name: 'limit', labels: {}, value: '+Inf' }],
      },
    ]);
  });

  it('reads OpenMetrics with exemplars, times of creation and several points', async () => {
    const { output } = await run(['parse', '-', '-o', 'json'], OPENMETRICS);
    expect(JSON.parse(output)).toEqual([
      {
        name: 'job_seconds',
        type: 'counter',
        help: '',
        unit: 'seconds',
        samples: [
          {
            name: 'job_seconds_total',
            labels: { a: 'b' },
            value: 17,
            timestamp: 12.5,
            created: 1520430000.123,
            exemplar: {
              labels: { trace: 'x' },
              value: '-Inf',
              timestamp: 1.25,
            },
          },
        ],
      },
      {
        name: 't',
        type: 'gauge',
        help: '',
        unit: '',
        samples: [
          { name: 't', labels: {}, value: 1, timestamp: 100 },
          { name: 't', labels: {}, value: 2, timestamp: 200 },
        ],
      },
    ]);
  });

  it('prints a table for people that cannot steer the terminal', async () => {
    const { output } = await run(['parse', '-'], `${TEXT}x{y="\u001b[2J"} 1\n`);
    expect(output.split('\n')).toEqual([
      '4 families, 4 samples',
      '',
      'http_requests_total  counter  Requests.',
      '  http_requests_total{__proto__="x",code="200"}  1027  2014-03-17T14:26:03.000Z',
      '',
      'temperature  gauge',
      '  temperature  NaN',
      '',
      'limit  unknown',
      '  limit  +Inf',
      '',
      'x  unknown',
      '  x{y=" [2J"}  1',
      '',
    ]);
  });

  it.each<[string, string | Uint8Array, string[], string]>([
    ['a broken line', 'a 1\nb x\n', [], '-:2:3: Expected the value'],
    [
      'bytes that are no UTF-8',
      Uint8Array.of(97, 123, 98, 61, 34, 255, 34, 125, 32, 49),
      [],
      '-:1:6: ',
    ],
    ['HTML', '<html>', [], '-:1:1: This is a web page'],
    [
      'OpenMetrics that was cut',
      'a 1\n',
      ['--content-type', 'application/openmetrics-text'],
      '-:2:1: The body does not end',
    ],
    [
      'what is forbidden, when strict',
      '# TYPE a counter\na 1\n# EOF\n',
      ['--strict'],
      '-:2:1: ',
    ],
    [
      'a file that is no OpenMetrics, when strict',
      'a 1\n',
      ['--strict'],
      '-:2:1: ',
    ],
  ])('refuses %s with its place', async (_, body, options, message) => {
    const { code, output, errors } = await run(
      ['parse', '-', '-o', 'json', ...options],
      body,
    );
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors.startsWith(message)).toBe(true);
  });

  it('checks the text format by its own rules when told that it is one', async () => {
    const { code } = await run(
      ['parse', '-', '--strict', '--content-type', 'text/plain; version=0.0.4'],
      TEXT,
    );
    expect(code).toBe(0);
  });

  it('says what it left out', async () => {
    const { code, errors } = await run(['parse', '-'], 'a 1\na 2\n');
    expect({ code, errors }).toEqual({
      code: 0,
      errors: '-: 1 sample repeats a series of this scrape and was dropped.\n',
    });
  });

  it('refuses a file that is not there', async () => {
    const { code, errors } = await run(['parse', 'none.prom']);
    expect({ code, errors }).toEqual({
      code: 2,
      errors: 'none.prom: does not exist\n',
    });
  });

  describe('aggregate', () => {
    beforeEach(async () => {
      for (const [name, value] of [
        ['one', 1],
        ['two', 5],
      ]) {
        await writeFile(
          join(folder, `${name}.prom`),
          `# TYPE r counter\nr{b="1",a="2"} ${value}\n# TYPE g gauge\ng ${value}\n`,
        );
      }
    });

    it('aggregates files as peers', async () => {
      const { code, output } = await run([
        'aggregate',
        'one.prom',
        'two.prom',
        '-o',
        'json',
      ]);
      expect(code).toBe(0);
      expect(JSON.parse(output)).toMatchObject([
        {
          name: 'g',
          type: 'gauge',
          help: '',
          unit: '',
          series: [{ sum: 6, average: 3, minimum: 1, maximum: 5 }],
        },
        {
          name: 'r',
          type: 'counter',
          peers: [
            { name: 'one.prom', up: true },
            { name: 'two.prom', up: true },
          ],
          series: [{ labels: { a: '2', b: '1' }, sum: 6, values: [1, 5] }],
          total: 1,
        },
      ]);
    });

    it('goes on without a file that cannot be read, and says so', async () => {
      await writeFile(join(folder, 'bad.prom'), 'a b\n');
      const { code, output, errors } = await run([
        'aggregate',
        'one.prom',
        'bad.prom',
      ]);
      expect(code).toBe(2);
      expect(errors).toMatch(/^bad\.prom:1:3: /);
      expect(output).toMatch(/^1 of 2 peers, 2 families\n/);
      expect(output).toContain('  {a="2",b="1"}  peers=1 sum=1');
    });
  });
});
