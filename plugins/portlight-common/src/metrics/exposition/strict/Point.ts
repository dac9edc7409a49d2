import type { Exemplar, Labels } from '../types';

/** A sample of a point. */
export interface CheckedSample {
  /** What its name has besides that of the family. */
  suffix: string;
  labels: Labels;
  value: number;
  exemplar: Exemplar | undefined;
  line: number;
}

/** Samples of one metric at one time. */
export interface Point {
  /** Seconds, or NaN for none. */
  timestamp: number;
  samples: CheckedSample[];
}
