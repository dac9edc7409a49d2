import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { availabilityOf } from '../parts';
import type { BenchReport } from './report';
import { SUITES } from './suites';

jest.setTimeout(300_000);

describe('yarn bench --quick', () => {
  let report: BenchReport;
  let printed: string;

  beforeAll(async () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-test-'));
    const json = path.join(directory, 'bench.json');
    const root = path.resolve(__dirname, '../..');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['scripts/bench.mjs', '--quick', '--json', json],
      { cwd: root, maxBuffer: 16 * 1024 * 1024 },
    );
    printed = stdout;
    report = JSON.parse(fs.readFileSync(json, 'utf8'));
    fs.rmSync(directory, { recursive: true });
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
