import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { availabilityOf, describeWith } from '../parts';
import type { BenchReport } from './report';
import { SUITES } from './suites';

const ROOT = path.resolve(__dirname, '../..');

jest.setTimeout(300_000);

/** Runs `yarn bench` with small sizes: what it wrote, and what it printed. */
async function bench(
  ...options: string[]
): Promise<{ report: BenchReport; printed: string }> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-test-'));
  try {
    const json = path.join(directory, 'bench.json');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['scripts/bench.mjs', '--quick', '--json', json, ...options],
      { cwd: ROOT, maxBuffer: 16 * 1024 * 1024 },
    );
    const report = JSON.parse(fs.readFileSync(json, 'utf8'));
    return { report, printed: stdout };
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

describe('yarn bench --quick', () => {
  let report: BenchReport;
  let printed: string;

  beforeAll(async () => {
    ({ report, printed } = await bench());
  });

  it('says where, when and what it measured', () => {
    expect(report).toMatchObject({
      version: 1,
      quick: true,
      commit: expect.any(String),
      machine: {
        cores: expect.any(Number),
        memory: expect.any(Number),
        node: process.version,
      },
    });
    expect(new Date(report.startedAt).getTime()).not.toBeNaN();
    expect(report.suites.map(({ name }) => name)).toEqual(
      SUITES.map(({ name }) => name),
    );
  });

  it('has figures of every suite, or the reason why not', () => {
    for (const { skipped, subjects, ratios } of report.suites) {
      expect(subjects.length + skipped.length).toBeGreaterThan(0);
      for (const { figures } of subjects) {
        for (const { values } of Object.values(figures)) {
          expect(values.length).toBeGreaterThan(0);
          expect(values.every(Number.isFinite)).toBe(true);
        }
      }
      expect(ratios.every(({ value }) => Number.isFinite(value))).toBe(true);
    }
  });

  it('measures the mirror beside its peers', () => {
    const [sync] = report.suites;
    expect(sync.subjects.map(({ name }) => name)).toEqual([
      'Portlight mirror to SQLite',
      'client-node informers',
      'fetch + JSON.parse',
      'mirror, TLS, HTTP/1.1',
      'mirror, TLS, HTTP/2',
      'mirror and kubernetes backend in one process',
    ]);
  });

  it('asks every database that this machine has', () => {
    const { subjects, skipped } = report.suites.find(
      ({ name }) => name === 'queries',
    )!;
    const databases = availabilityOf('postgres').available
      ? ['SQLite', 'PostgreSQL']
      : ['SQLite'];
    expect(skipped).toHaveLength(2 - databases.length);
    for (const { figures } of subjects) {
      expect(Object.keys(figures)).toEqual([
        ...databases.flatMap(name => [
          `${name} first`,
          `${name} p50`,
          `${name} p95`,
        ]),
        'page',
      ]);
    }
  });

  it('prints a table per suite', () => {
    for (const { title } of report.suites) {
      expect(printed).toContain(`## ${title}`);
    }
  });
});

describeWith(['chromium'], 'yarn bench --quick --only browse', () => {
  it('has every figure of the pages in Chromium', async () => {
    const { report } = await bench('--only', 'browse');
    expect(report.suites).toEqual([
      expect.objectContaining({ name: 'browse', skipped: [] }),
    ]);
    const [{ subjects, ratios }] = report.suites;
    expect(
      subjects.map(({ name, figures }) => [name, Object.keys(figures)]),
    ).toEqual([
      [
        '500 pods',
        [
          'first row',
          'long tasks while scrolling',
          'longest task',
          'frame p95',
          'rows passed',
          'heap',
        ],
      ],
      ['fleet page, 3 clusters', ['first row']],
    ]);
    for (const { figures } of subjects) {
      for (const [name, { values }] of Object.entries(figures)) {
        expect(values).toHaveLength(1);
        // Of a page that is quick enough there are no long tasks; all else takes something.
        expect(values[0]).toBeGreaterThanOrEqual(
          name.startsWith('long') ? 0 : Number.MIN_VALUE,
        );
      }
    }
    expect(ratios).toHaveLength(2);
    expect(ratios.every(({ value }) => Number.isFinite(value))).toBe(true);
  }, 900_000);
});

describe('yarn bench --clusters', () => {
  it.each([
    ['no number', ['--only', 'first-sync', '--clusters', 'many']],
    ['no cluster at all', ['--only', 'first-sync', '--clusters', '0']],
    ['a suite whose size it is not', ['--only', 'latency', '--clusters', '3']],
    ['all suites', ['--clusters', '3']],
  ])('is refused with %s', async (_, options) => {
    await expect(bench(...options)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--clusters'),
    });
  });

  it('is the size of the fleet', async () => {
    const { report } = await bench('--only', 'first-sync', '--clusters', '3');
    expect(report.suites[0].parameters).toMatchObject({
      clusters: 3,
      'pods per cluster': 50,
    });
  });
});
