import { seededRandom } from '../../integration/random';

/** What may happen to the portal itself. */
export const DISTURBANCES = [
  'clock jump',
  'database gone',
  'disk full',
  'kill -9',
] as const;

/** One of {@link DISTURBANCES}. */
export type Disturbance = (typeof DISTURBANCES)[number];

/** What happens in a round; times in milliseconds. */
export interface Round {
  /** The seed and the length of what happens to each cluster. */
  lives: { seed: number; length: number }[];
  pause: number;
  /** What the clock is set ahead by. */
  clock?: number;
  database?: 'gone' | 'full';
  /** Until the database is sound again, or the portal killed. */
  failing: number;
  kill: boolean;
  /** More of the same where nobody kills the portal. */
  failingLonger: number;
}

const HOUR = 3_600_000;

/** A round as a seed says. */
export function planRound(seed: number, clusters: number): Round {
  const random = seededRandom(seed);
  const pause = random() * 800;
  const lives = Array.from({ length: clusters }, () => ({
    seed: Math.floor(random() * 2 ** 31),
    length: 1_000 + random() * 2_000,
  }));
  const clock =
    random() < 0.5 ? Math.round((random() - 0.5) * 48 * HOUR) : undefined;
  let database: Round['database'];
  if (random() < 0.4) database = 'gone';
  else if (random() < 0.4) database = 'full';
  const failing = random() * 1_500;
  const kill = random() < 0.6;
  const failingLonger = random() * 2_000;
  return { lives, pause, clock, database, failing, kill, failingLonger };
}

/** What a round does to the portal. */
export function disturbancesOf({
  clock,
  database,
  kill,
}: Round): Disturbance[] {
  const planned: Record<Disturbance, boolean> = {
    'clock jump': clock !== undefined,
    'database gone': database === 'gone',
    'disk full': database === 'full',
    'kill -9': kill,
  };
  return DISTURBANCES.filter(each => planned[each]);
}

/**
 * A random seed.
 *
 * @param wanted - what its rounds have to bring: of a few rounds chance alone may leave one out
 */
export function chooseSeed(
  rounds: number,
  clusters: number,
  wanted: readonly Disturbance[],
): number {
  for (;;) {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const brought = Array.from({ length: rounds }, (_, index) =>
      disturbancesOf(planRound(seed + index + 1, clusters)),
    ).flat();
    if (wanted.every(each => brought.includes(each))) return seed;
  }
}
