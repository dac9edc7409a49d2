import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stopChildren } from './children';
import { describeCommit, describeMachine } from './machine';
import { type BenchReport, type SuiteResult, formatSuite } from './report';
import type { Suite } from './suite';
import { SUITES } from './suites';

const TAKING_CLUSTERS = SUITES.filter(({ takesClusters }) => takesClusters).map(
  ({ name }) => name,
);

const HELP = `Measures Portlight beside its peers, each in a process of its own.

  yarn bench                 everything, at full size
  yarn bench --quick         small sizes: shows that it works, its figures mean nothing
  yarn bench --only NAME     one of ${SUITES.map(({ name }) => name).join(
    ', ',
  )}; repeatable
  yarn bench --only ${TAKING_CLUSTERS.join(' --only ')} --clusters N
                             with a fleet of N clusters instead of its own
  yarn bench --json FILE     where the figures go (default test-results/bench.json)
`;

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

function chosen(names: readonly string[] | undefined): Suite[] {
  for (const name of names ?? []) {
    if (!SUITES.some(suite => suite.name === name)) {
      throw new Error(`There is no suite ${JSON.stringify(name)}.\n\n${HELP}`);
    }
  }
  return SUITES.filter(({ name }) => !names || names.includes(name));
}

/** How many clusters are asked for, by suites that can have so many. */
function clustersOf(
  text: string | undefined,
  suites: readonly Suite[],
): number | undefined {
  if (text === undefined) return undefined;
  const clusters = Number(text);
  if (!Number.isSafeInteger(clusters) || clusters < 1) {
    throw new Error(
      `--clusters takes a number from 1 on, not ${JSON.stringify(
        text,
      )}.\n\n${HELP}`,
    );
  }
  const other = suites.find(({ takesClusters }) => !takesClusters);
  if (other) {
    throw new Error(
      `--clusters is not for ${
        other.name
      }: choose with --only among ${TAKING_CLUSTERS.join(', ')}.\n\n${HELP}`,
    );
  }
  return clusters;
}

async function runSuite(
  suite: Suite,
  options: { quick: boolean; clusters?: number; asked: boolean },
): Promise<SuiteResult> {
  const { quick, clusters, asked } = options;
  const { name, title, slow } = suite;
  const began = performance.now();
  progress(`${name}: ${title}`);
  const findings =
    quick && slow && !asked
      ? { parameters: {}, subjects: [], ratios: [], skipped: [slow] }
      : await suite.run({
          quick,
          clusters,
          progress: line => progress(`${name}: ${line}`),
        });
  return {
    name,
    title,
    ...findings,
    seconds: (performance.now() - began) / 1000,
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      clusters: { type: 'string' },
      only: { type: 'string', multiple: true },
      json: { type: 'string', default: 'test-results/bench.json' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const { quick, only } = values;
  const suites = chosen(only);
  const clusters = clustersOf(values.clusters, suites);
  const report: BenchReport = {
    version: 1,
    startedAt: new Date().toISOString(),
    commit: describeCommit(),
    quick,
    machine: describeMachine(),
    suites: [],
  };
  const file = path.resolve(values.json);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (const suite of suites) {
    const result = await runSuite(suite, {
      quick,
      clusters,
      asked: only !== undefined,
    });
    report.suites.push(result);
    process.stdout.write(`${formatSuite(result)}\n`);
    // After each, so that an interrupted run keeps what it found.
    fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  }
  progress(`The figures are in ${file}`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopChildren();
    process.exit(130);
  });
}

main().catch(error => {
  stopChildren();
  progress((error as Error).stack ?? String(error));
  process.exitCode = 1;
});
