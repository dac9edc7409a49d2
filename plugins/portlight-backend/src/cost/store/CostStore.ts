import type {
  CostAttribution,
  CostHour,
  CostRow,
  HourAllocation,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

/** An hour that is ready to be written. */
export interface ComputedHour {
  allocation: HourAllocation;
  coverage: CostHour['coverage'];
  /** `mirror`, or the name of a source of hours. */
  source: string;
  /** When it is to be done again: seconds since the epoch; nothing where nothing more can come. */
  redoAt?: number;
  /** Whose a row is. */
  attribution(row: CostRow): CostAttribution;
  /** Labels of the workload of a row, for who may see it. */
  labels(row: CostRow): Readonly<Record<string, string>> | undefined;
  /** Whether pods and nodes are kept. */
  details: boolean;
}

/** The only writer of hours, days and months of costs; bills add to their adjustments. */
export interface CostStore {
  /**
   * Puts hours of one cluster in the place of what there was of them, within a transaction that has checked the
   * cluster's lease. Days and months of them are due from then on.
   */
  replaceHours(
    trx: Knex,
    cluster: string,
    hours: readonly ComputedHour[],
  ): Promise<void>;
  /**
   * Says that costs of a cluster between two times changed, so that its days and months are made again.
   *
   * @param since - seconds since the epoch
   * @param until - exclusive
   */
  markDue(
    trx: Knex,
    cluster: string,
    since: number,
    until: number,
  ): Promise<void>;
  /** Makes the days and months of a cluster that are due, some in each transaction. */
  rollUp(
    cluster: string,
    check: (trx: Knex) => Promise<void>,
    going?: () => boolean,
  ): Promise<void>;
}
