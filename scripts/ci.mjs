// `.ci/run`: installs what is missing, runs `npm test` with nothing skipped, then the checks of the code itself.
// The last line is `N passed, N failed`.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import {
  ROOT,
  Refusal,
  installDependencies,
  toolchain,
} from './lib/toolchain.mjs';

const startedAt = Date.now();
const total = { passed: 0, failed: 0 };

function check(name, command, args, { env, count = true } = {}) {
  const began = Date.now();
  console.log(`\n== ${name}`);
  const result = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ok = result.status === 0;
  if (count) total[ok ? 'passed' : 'failed'] += 1;
  console.log(
    `== ${name}: ${ok ? 'passed' : 'FAILED'} in ${(
      (Date.now() - began) /
      1000
    ).toFixed(0)} s`,
  );
  return ok;
}

try {
  const tools = toolchain(console.log);
  installDependencies(tools, console.log);
  const yarn = (name, ...args) =>
    check(name, tools.node, [tools.yarn, ...args], { env: tools.env });

  check('parts', tools.node, ['test/parts/install.mjs', '--system'], {
    env: tools.env,
  });

  const summary = path.join(
    os.tmpdir(),
    `portlight-summary-${process.pid}.json`,
  );
  const testsRan = check('npm test', 'npm', ['test'], {
    env: {
      PORTLIGHT_REQUIRE_PARTS: '1',
      PORTLIGHT_TEST_SUMMARY: summary,
      // a developer's run plays some of them
      PORTLIGHT_CHAOS_RUNS: '10000',
      PORTLIGHT_FUZZ_RUNS: '1000000',
      PORTLIGHT_CHAOS_SCRIPTS: '200',
    },
    count: false,
  });
  if (fs.existsSync(summary)) {
    const tests = JSON.parse(fs.readFileSync(summary, 'utf8'));
    fs.rmSync(summary);
    total.passed += tests.passed;
    // in CI a skipped test is one that did not do its work
    total.failed += tests.failed + tests.skipped;
  } else if (!testsRan) total.failed += 1;

  yarn('types', 'tsc', '--noEmit');
  yarn(
    'types of the Headlamp plugin',
    'workspace',
    'portlight-headlamp',
    'tsc',
  );
  yarn('lint', 'lint:all');
  yarn('boundaries', 'boundaries');
  yarn('formatting', 'prettier:check');
  yarn('generated files', 'generate', '--check');
  yarn('API reports', 'api-reports', '--ci');
  check('bundle budget', tools.node, ['scripts/bundle-budget.mjs'], {
    env: tools.env,
  });
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  total.failed += 1;
}
console.log(`\nin ${((Date.now() - startedAt) / 60_000).toFixed(1)} minutes`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
