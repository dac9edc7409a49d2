import fc from 'fast-check';
import { distributionOf, type Distribution } from './distribution';
import { runScript, type ScriptResult } from './runScript';
import { script } from './script';

/** Which scripts are played, from the environment, so that a failure can be played again. */
export interface ChaosOptions {
  /** `PORTLIGHT_CHAOS_RUNS` */
  runs: number;
  /** `PORTLIGHT_CHAOS_SEED` */
  seed: number;
  /** `PORTLIGHT_CHAOS_PATH`: the place of one script among those of the seed. */
  path?: string;
}

/** @param runs - unless the environment says otherwise */
export function chaosOptions(runs: number): ChaosOptions {
  const { PORTLIGHT_CHAOS_RUNS, PORTLIGHT_CHAOS_SEED, PORTLIGHT_CHAOS_PATH } =
    process.env;
  return {
    runs: Number(PORTLIGHT_CHAOS_RUNS || runs),
    seed: Number(PORTLIGHT_CHAOS_SEED || Math.floor(Math.random() * 2 ** 31)),
    ...(PORTLIGHT_CHAOS_PATH ? { path: PORTLIGHT_CHAOS_PATH } : {}),
  };
}

/**
 * Plays random scripts on jest's fake timers. A script that fails is made as short as it goes, and thrown with
 * the command that plays it again.
 *
 * @returns how long the scripts took, in their own time
 */
export async function playChaos(options: ChaosOptions): Promise<{
  recovery?: Distribution;
  /** Of scripts with a restored server that only a complete list could tell. */
  unnoticed?: Distribution;
  news?: Distribution;
}> {
  const results: ScriptResult[] = [];
  jest.useFakeTimers({
    doNotFake: ['setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask'],
    now: Date.UTC(2026, 10, 21),
  });
  try {
    const { runs, seed, path } = options;
    const details = await fc.check(
      fc.asyncProperty(script, async each => {
        results.push(await runScript(each));
      }),
      { numRuns: runs, seed, ...(path ? { path } : {}) },
    );
    if (details.failed) {
      throw new Error(
        `Play it again with PORTLIGHT_CHAOS_SEED=${
          details.seed
        } PORTLIGHT_CHAOS_PATH=${
          details.counterexamplePath
        } yarn workspace @portlight/test suite --no-watch chaos/memory\n${fc.defaultReportMessage(
          details,
        )}\n${(details.errorInstance as Error)?.message}`,
        { cause: details.errorInstance },
      );
    }
  } finally {
    jest.useRealTimers();
  }
  const recoveries = (kind: boolean) =>
    results
      .filter(({ unnoticeable }) => unnoticeable === kind)
      .map(({ recovery }) => recovery);
  return {
    recovery: distributionOf(recoveries(false)),
    unnoticed: distributionOf(recoveries(true)),
    news: distributionOf(results.map(({ news }) => news)),
  };
}
