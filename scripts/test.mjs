// `npm test`: every suite that this machine can run, a line for each that it cannot.
// Arguments are names of suites: `npm test -- unit e2e`.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { buildFrontend } from './lib/portal.mjs';
import { startPostgres } from './lib/postgres.mjs';
import {
  ROOT,
  Refusal,
  installDependencies,
  lastLine,
  toolchain,
} from './lib/toolchain.mjs';

/**
 * Suites in lanes in stages: what runs after what, and what beside what. Suites of one process each run beside each other
 * where there are two cores; what looks at pages has the machine for itself, because a browser waits only so long.
 */
const STAGES = [
  [
    [
      {
        name: 'unit',
        what: 'units and components, beside the sources',
        args: ['backstage-cli', 'repo', 'test', '--maxWorkers=2'],
        // Backstage's TestDatabases take it from here.
        postgresVariable:
          'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING',
      },
    ],
  ],
  [
    [
      {
        name: 'parts',
        what: 'the servers that the suites below stand on',
        args: ['workspace', '@portlight/test', 'suite', 'test/parts/'],
      },
      {
        name: 'contract',
        what: 'the simulator and a real control plane answer alike',
        args: ['workspace', '@portlight/test', 'suite', 'test/contract/'],
      },
      {
        name: 'integration',
        what: 'the real backend on real servers',
        args: ['workspace', '@portlight/test', 'suite', 'test/integration/'],
      },
      {
        name: 'security',
        what: 'secrets that went in are nowhere to be found',
        args: ['workspace', '@portlight/test', 'suite', 'test/security/'],
      },
    ],
    [
      {
        name: 'chaos',
        what: 'random faults, after which the mirror equals the servers',
        args: ['workspace', '@portlight/test', 'suite', 'test/chaos/'],
      },
      {
        name: 'bench',
        what: 'that every bench still measures, with small sizes',
        args: ['workspace', '@portlight/test', 'suite', 'test/bench/'],
        needsFrontend: true,
      },
    ],
  ],
  [
    [
      {
        name: 'e2e',
        what: 'the portal and Headlamp in Chromium',
        args: ['workspace', '@portlight/test', 'suite', 'test/e2e/'],
        needsFrontend: true,
      },
    ],
  ],
];

const SUITES = STAGES.flat(2);

/** Runs one jest suite, with the database that it wants. */
async function runSuite(tools, suite, folder) {
  const { postgresVariable: variable } = suite;
  if (!variable || process.env[variable]) return runJest(tools, suite, folder);
  const postgres = await startPostgres(tools);
  const env = postgres.connection ? { [variable]: postgres.connection } : {};
  try {
    const outcome = await runJest(tools, suite, folder, env);
    return { ...outcome, withoutPostgres: postgres.unavailable };
  } finally {
    await postgres.stop();
  }
}

/** The promtool that test/parts/install.mjs built last, for tests that stand beside the sources. */
function promtool() {
  const parts =
    process.env.PORTLIGHT_PARTS_DIR ||
    path.join(os.homedir(), '.cache', 'portlight', 'parts');
  const found = fs.existsSync(parts)
    ? fs
        .readdirSync(parts)
        .map(name => path.join(parts, name, 'promtool'))
        .filter(file => fs.existsSync(file))
        .sort((a, b) => fs.statSync(a).mtimeMs - fs.statSync(b).mtimeMs)
    : [];
  return found.length > 0 ? { PORTLIGHT_PROMTOOL: found.at(-1) } : {};
}

/** Runs jest and reads its result file. */
function runJest(tools, suite, folder, env = {}) {
  const resultFile = path.join(folder, `${suite.name}.json`);
  return new Promise((resolve, reject) => {
    const child = spawn(
      tools.node,
      [
        tools.yarn,
        ...suite.args,
        '--no-watch',
        '--json',
        `--outputFile=${resultFile}`,
      ],
      {
        cwd: ROOT,
        env: {
          ...promtool(),
          ...tools.env,
          ...env,
          CI: 'true',
          FORCE_COLOR: '0',
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let output = '';
    child.stderr.setEncoding('utf8').on('data', chunk => {
      output = (output + chunk).slice(-2_000_000);
    });
    child.on('error', reject);
    child.on('close', code => {
      const result = fs.existsSync(resultFile)
        ? JSON.parse(fs.readFileSync(resultFile, 'utf8'))
        : undefined;
      resolve({ code, output, result });
    });
  });
}

/** Titles of skipped tests' outermost groups, which carry the reason. */
function skippedGroups(result) {
  const groups = new Map();
  for (const file of result.testResults) {
    for (const test of file.assertionResults) {
      if (test.status !== 'pending' && test.status !== 'todo') continue;
      const title = test.ancestorTitles[0] ?? test.title;
      groups.set(title, (groups.get(title) ?? 0) + 1);
    }
  }
  return groups;
}

function report(suite, { code, output, result, withoutPostgres }, seconds) {
  if (!result) {
    console.log(output.slice(-8_000));
    console.log(`${suite.name}: did not run (${lastLine(output)})`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  for (const file of result.testResults) {
    if (file.status === 'failed') console.log(`\n${file.message}`);
  }
  const brokenFiles = result.numRuntimeErrorTestSuites;
  const counts = {
    passed: result.numPassedTests,
    failed: result.numFailedTests + brokenFiles,
    skipped: result.numPendingTests + result.numTodoTests,
  };
  // jest fails for other reasons too, such as a handle left open with --detectOpenHandles
  if (code !== 0 && counts.failed === 0) {
    console.log(output.slice(-8_000));
    counts.failed = 1;
  }
  if (withoutPostgres) {
    counts.skipped++;
    console.log(`skipped: ${suite.name}: PostgreSQL: ${withoutPostgres}`);
  }
  for (const [title, count] of skippedGroups(result)) {
    console.log(`skipped: ${suite.name}: ${title} (${count} tests)`);
  }
  console.log(
    `${suite.name}: ${counts.passed} passed, ${counts.failed} failed, ${
      counts.skipped
    } skipped in ${seconds.toFixed(0)} s (${suite.what})`,
  );
  return counts;
}

try {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter(name => !SUITES.some(s => s.name === name));
  if (unknown.length > 0) {
    throw new Refusal(
      `There is no suite ${unknown.join(', ')}; there are ${SUITES.map(
        suite => suite.name,
      ).join(', ')}.`,
    );
  }
  const tools = toolchain(console.log);
  installDependencies(tools, console.log);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-test-'));
  const total = { passed: 0, failed: 0, skipped: 0 };
  const run = async suites => {
    for (const suite of suites) {
      if (wanted.length > 0 && !wanted.includes(suite.name)) continue;
      const startedAt = Date.now();
      if (suite.needsFrontend)
        await buildFrontend(tools, { progress: console.log });
      console.log(`${suite.name}: running`);
      const counts = report(
        suite,
        await runSuite(tools, suite, folder),
        (Date.now() - startedAt) / 1000,
      );
      for (const key of Object.keys(total)) total[key] += counts[key];
    }
  };
  for (const lanes of STAGES) {
    if (os.availableParallelism() > 1) await Promise.all(lanes.map(run));
    else await run(lanes.flat());
  }
  fs.rmSync(folder, { recursive: true, force: true });
  if (process.env.PORTLIGHT_TEST_SUMMARY) {
    fs.writeFileSync(process.env.PORTLIGHT_TEST_SUMMARY, JSON.stringify(total));
  }
  console.log(
    `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,
  );
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}
