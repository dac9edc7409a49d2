/** What the lines of a program look like, and how many there are. */
export interface LogStyle {
  /** Milliseconds between two lines, about. */
  interval: number;
  /** What it says when it starts. */
  start: readonly string[];
  /** One line of its life. */
  line(chance: LogChance, time: number): string;
  /** What it says last when it ends with an error. */
  failure(message: string | undefined, time: number): readonly string[];
}

/** Repeatable chance for one line. */
export interface LogChance {
  /** In [min, max). */
  number(min: number, max: number, what: string): number;
  pick<T>(values: readonly T[], what: string): T;
}
