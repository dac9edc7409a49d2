import type { SuiteResult } from './report';

/** What a suite is given. */
export interface SuiteOptions {
  /** Small sizes: shows that the bench works, and nothing else. */
  quick: boolean;
  /** So many clusters instead of the suite's own; only for suites that take it. */
  clusters?: number;
  /** Says what is being done. */
  progress(line: string): void;
}

/** What a suite found; how long it took is added by who ran it. */
export type SuiteFindings = Omit<SuiteResult, 'name' | 'title' | 'seconds'>;

/** One measurement of the bench. */
export interface Suite {
  /** What `--only` takes. */
  name: string;
  title: string;
  /** Not part of `--quick`, with the reason. */
  slow?: string;
  /** Whether the number of its clusters can be chosen. */
  takesClusters?: boolean;
  run(options: SuiteOptions): Promise<SuiteFindings>;
}
