import { between } from '../../engine/random';

const DAY = 86_400;
const TURN = 2 * Math.PI;
/** The hour of a shop's day at which most happens, in UTC. */
const PEAK_HOUR = 19;

/** Something that wanders around its mean: share of the mean, and seconds of one turn. */
const WAVES = [
  { share: 0.14, period: 41 * 60 },
  { share: 0.07, period: 13 * 60 },
  { share: 0.04, period: 97 },
];

/**
 * Something that happens again and again, busier in the evening than at night: requests, errors, bytes. How often it
 * has happened since a moment is known exactly, so that counters never go back and a rate read from them is the rate.
 */
export class Flow {
  readonly #phases: number[];

  /**
   * @param mean - how often per second, over a day
   * @param rhythm - how much of that the day's rhythm is, from 0 to 0.7
   * @param words - what makes this flow another one than others
   */
  constructor(
    readonly mean: number,
    private readonly rhythm: number,
    ...words: (string | number)[]
  ) {
    this.#phases = WAVES.map((_, number) =>
      between(0, TURN, ...words, 'phase', number),
    );
  }

  /** Times per second, at a moment in seconds since the epoch. */
  rate(at: number): number {
    const day = Math.cos(TURN * (at / DAY - PEAK_HOUR / 24));
    return (
      this.mean *
      WAVES.reduce(
        (sum, { share, period }, number) =>
          sum + share * Math.sin((TURN * at) / period + this.#phases[number]),
        1 + this.rhythm * day,
      )
    );
  }

  /** How often between two moments: the integral of {@link rate}. */
  count(from: number, to: number): number {
    return Math.max(0, this.#integral(to, from) - this.#integral(from, from));
  }

  /** Of the rate from `origin` on, up to a constant: whole numbers of seconds since the epoch would cost precision. */
  #integral(at: number, origin: number): number {
    const day =
      (this.rhythm * DAY * Math.sin(TURN * (at / DAY - PEAK_HOUR / 24))) / TURN;
    return (
      this.mean *
      WAVES.reduce(
        (sum, { share, period }, number) =>
          sum -
          (share *
            period *
            Math.cos((TURN * at) / period + this.#phases[number])) /
            TURN,
        at - origin + day,
      )
    );
  }
}
