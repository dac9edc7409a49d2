/** What happened at one time, marked on the time axis. */
export interface ChartMark {
  /** Milliseconds since the epoch. */
  at: number;
  kind: 'rollout' | 'restart' | 'scaling';
  /** One sentence. */
  title: string;
}

/**
 * How a line looks: the one that the chart is about, one of several, one beside it (another quantile), the outlier,
 * the same time before,
 * a constant such as a limit, what many are beside, or what is left over by all.
 */
export type LineLook =
  | 'main'
  | 'side'
  | 'dashed'
  | 'outlier'
  | 'compare'
  | 'limit'
  | 'average'
  | 'series'
  | 'rest';

/** The value of a line at each time; `null` is a gap. */
export type LineValues = readonly (number | null)[];

/** One line of a chart. */
export interface ChartLine {
  /** Unique in its chart. */
  id: string;
  label: string;
  /** In full, where the label is short: in tooltips, tables and files. */
  title?: string;
  /** One value per time of the chart. */
  values: LineValues;
  /** The spread over the peers, drawn as a band. */
  minimum?: LineValues;
  maximum?: LineValues;
  look: LineLook;
  /** Of `series`: its place among the colours, from 0. */
  color?: number;
  /** Written at the end of the line: a word of at most a few letters. */
  endLabel?: string;
}

/** The same range of time for all charts of a page. Milliseconds since the epoch. */
export interface ChartRange {
  start: number;
  end: number;
}

/** Lines over the same times. */
export interface ChartData {
  /** Milliseconds since the epoch, ascending. */
  times: readonly number[];
  lines: readonly ChartLine[];
  /** What a time is called where it stands for a day or a month; the moment itself when absent. */
  timeNames?: {
    format(at: number): string;
    /** In files. */
    toText(at: number): string;
  };
}

/** So many lines can be told apart; what is beyond is "other". */
export const MAXIMUM_LINES = 7;
