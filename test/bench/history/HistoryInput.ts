/** What is measured in a process of its own. */
export interface HistoryInput {
  database: 'SQLite' | 'PostgreSQL';
  /** Portlight's tables, or one table with a row per sample as anybody would make it. */
  way: 'history' | 'plain';
  peers: number;
  /** Of each peer. */
  series: number;
  /** Of each peer, 15 s apart. */
  scrapes: number;
  /** Of the past that is asked for, already there. */
  days: number;
  /** How often it is asked for. */
  queries: number;
}

/** What was measured. Times in seconds. */
export interface HistoryResult {
  samples: number;
  ingest: { wall: number; cpu: number };
  /** On disk, with indexes. */
  bytesPerSample: number;
  /** How long the thread was not there for others while samples were written, at the worst. */
  longestPause: number;
  /** Of all samples to all levels; nothing for the plain table. */
  rollup?: { wall: number; cpu: number; longestPause: number };
  /** By the hour: 50 series. */
  byHour: number[];
  /** By ten minutes, of five-minute rollups; nothing for the plain table. */
  byTenMinutes?: number[];
  /** Every sample of all scrapes that were written, of 50 series; nothing for the plain table. */
  bySample?: number[];
}
