import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stopChildren } from './children';
import { describeCommit, describeMachine } from './machine';
import { type BenchReport, type SuiteResult, formatSuite } from './report';
import type { Suite } from './suite';
import { SUITES } from './suites';

const HELP = `Measures Portlight beside its peers, each in a process of its own.

  yarn bench                 everything, at full size
  yarn bench --quick         small sizes: shows that it works, its figures mean nothing
  yarn bench --only NAME     one of ${SUITES.map(({ name }) => name).join(
    ', ',
  )}; repeatable
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

async function runSuite(
  suite: Suite,
  quick: boolean,
  asked: boolean,
): Promise<SuiteResult> {
  const { name, title, slow } = suite;
  const began = performance.now();
  progress(`${name}: ${title}`);
  const findings =
    quick && slow && !asked
      ? { parameters: {}, subjects: [], ratios: [], skipped: [slow] }
      : await suite.run({
          quick,
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
  for (const suite of chosen(only)) {
    const result = await runSuite(suite, quick, only !== undefined);
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
