import type { HourPrices, NodeSpan } from '@portlight/plugin-portlight-common';

/** The prices of any hour of any cluster. */
export interface PriceBook {
  /**
   * The prices that held at the begin of an hour, with the factors of the bills of its day.
   *
   * @param hour - seconds since the epoch
   * @param nodes - those that will be asked for. Their instance types and provider ids narrow what is read of price lists
   *   with millions of lines, and they are remembered, so that a bill that comes weeks later finds the cluster of an
   *   instance id
   */
  forHour(
    cluster: string,
    hour: number,
    nodes: readonly NodeSpan[],
  ): Promise<HourPrices>;
}
