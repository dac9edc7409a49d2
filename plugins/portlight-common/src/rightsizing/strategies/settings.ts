/** Strategies that KRR has. @public */
export type KrrStrategy = 'simple' | 'simple_limit';

/** What strategies go by; all but `krr` is of the strategy `portlight`. @public */
export interface StrategySettings {
  /** Least that is recommended, whatever is used. */
  floors: {
    /** Cores. */
    cpu: number;
    /** Bytes. */
    memory: number;
  };
  /** Samples of five minutes, of all pods together, without which nothing is recommended. */
  minimumSamples: number;
  /** On top of what was used: 0.15 for 15 %. */
  margin: number;
  /** From 0 to 1: what part of all samples the CPU request is to cover. */
  cpuPercentile: number;
  /** Days after a kill for lack of memory in which less memory is not recommended. */
  holdDays: number;
  /** Which of KRR's own strategies the strategy `krr` is. */
  krr: KrrStrategy;
}

const MEBIBYTE = 1024 * 1024;

/** Unless the configuration says otherwise. @public */
export const DEFAULT_STRATEGY_SETTINGS: StrategySettings = {
  floors: { cpu: 0.01, memory: 32 * MEBIBYTE },
  minimumSamples: 288,
  margin: 0.15,
  cpuPercentile: 0.95,
  holdDays: 7,
  krr: 'simple',
};
