import { mockServices } from '@backstage/backend-test-utils';
import type { MetricType } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { type Lease, LeaseLostError } from '../../../inventory';
import {
  DEFAULT_HISTORY_SETTINGS,
  type HistorySettings,
} from '../HistorySettings';
import { createHistoryTelemetry } from '../historyTelemetry';
import type { SampledSeries } from '../HistoryWriter';
import { Partitions } from '../partitions';
import { Rollups } from '../Rollups';
import { SqlHistoryReader } from '../SqlHistoryReader';
import { SqlHistoryWriter } from '../SqlHistoryWriter';

/** What a test turns. */
export interface Clock {
  /** Seconds since the epoch. */
  now: number;
}

/** Who may write. */
export interface Ownership {
  token: number;
}

/** A lease that holds as long as its token is the owner's. */
export function leaseOf(owner: Ownership, token = owner.token): Lease {
  return {
    type: 'cluster',
    name: 'east',
    token,
    check: async () => {
      if (owner.token !== token) throw new LeaseLostError('east');
    },
  };
}

/** All parts of one replica. */
export function historyParts(
  knex: Knex,
  clock: Clock,
  overrides: Partial<HistorySettings> = {},
) {
  const logger = mockServices.logger.mock();
  const options = {
    knex,
    logger,
    settings: { ...DEFAULT_HISTORY_SETTINGS, ...overrides },
    partitions: new Partitions(knex),
    telemetry: createHistoryTelemetry(),
    now: () => clock.now * 1000,
  };
  return {
    logger,
    settings: options.settings,
    partitions: options.partitions,
    writer: new SqlHistoryWriter(options),
    reader: new SqlHistoryReader(options),
    rollups: new Rollups(options),
  };
}

/** A series as parsers make them. */
export function seriesOf(
  name: string,
  type: MetricType,
  labels: SampledSeries['labels'] = [],
): SampledSeries {
  const pairs = labels.map(
    ([label, value]) => `${label}=${JSON.stringify(value)}`,
  );
  return {
    name,
    labels,
    key: pairs.length > 0 ? `${name}{${pairs.join(',')}}` : name,
    family: { name, type },
  };
}

/** When a transaction of {@link withFaults} fails. */
export type Fault = 'none' | 'before' | 'after';

/**
 * A database whose transactions end as told: before they are committed, or with their commit done and nobody told.
 */
export function withFaults(knex: Knex, next: () => Fault): Knex {
  return new Proxy(knex, {
    get(target, property, receiver) {
      if (property !== 'transaction') {
        return Reflect.get(target, property, receiver);
      }
      return async (work: (trx: Knex.Transaction) => Promise<unknown>) => {
        const fault = next();
        const result = await target.transaction(async trx => {
          const done = await work(trx);
          if (fault === 'before') throw new Error('the process ended');
          return done;
        });
        if (fault === 'after') throw new Error('nobody heard of the commit');
        return result;
      };
    },
  });
}
