import { setImmediate } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type CostHour,
  calendarPeriod,
} from '@portlight/plugin-portlight-common';
import type { CostHourSource } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import { type Lease, LeaseLostError, type OwnedCluster } from '../../inventory';
import { readControllers, type Subjects, subjectsOf } from '../inputs';
import type { CostSettings } from '../settings';
import type { ComputedHour, CostStore } from '../store';
import type { BackfillRequests, BackfillRow } from './BackfillRequests';
import type { HourComputer } from './HourComputer';
import type { JobTelemetry } from './jobTelemetry';
import { finishedUntil } from './schedule';

const HOUR = 3_600;

/** Hours of one transaction, and pods in them, so that it is short. */
const HOURS = 24;
const PODS = 5_000;

/** How often a wish is tried, a few seconds apart, before somebody has to wish it again. */
const TRIES = 5;

/** What a {@link Backfill} is made of. */
export interface BackfillOptions {
  knex: Knex;
  logger: LoggerService;
  store: CostStore;
  computer: HourComputer;
  requests: BackfillRequests;
  telemetry: JobTelemetry;
  sources: readonly CostHourSource[];
  /** May change while it runs. */
  settings: CostSettings;
  /** Hears hours of the past before their costs are written; the same ones again where that fails. */
  onHours?: (hours: readonly CostHour[], lease: Lease) => Promise<void>;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** A stretch of hours that one source is asked for. */
interface Stretch {
  source: CostHourSource;
  since: number;
  until: number;
}

/** Which hours of a cluster are to be computed. */
interface Wanted {
  since: number;
  until: number;
  /** Incomplete hours that were computed before this are computed again: milliseconds since the epoch. */
  before?: number;
}

/**
 * Computes hours that Portlight did not see, as far as a source knows them: several in a transaction, which replaces
 * what there was of them as the hourly job does.
 */
export class Backfill {
  readonly #options: BackfillOptions & { now: () => number };
  /** How often in a row it went wrong, by cluster. */
  readonly #failures = new Map<string, number>();

  constructor(options: BackfillOptions) {
    this.#options = { now: Date.now, ...options };
  }

  /** Asks for what sources know of a cluster and the database lacks, where that is wished. */
  async offer(cluster: string): Promise<void> {
    const { settings, requests, sources } = this.#options;
    if (!settings.enabled || !settings.backfill || sources.length === 0) return;
    const known = await requests.of(cluster);
    // It goes on where it was.
    if (known?.state === 'running') return;
    const wanted = { since: 0, until: this.#until() };
    const stretches = await this.#stretches(cluster, wanted);
    if (stretches.length === 0) return;
    await requests.add([cluster], {
      since: Math.min(...stretches.map(({ since }) => since)),
      until: Math.max(...stretches.map(({ until }) => until)),
      total: hoursOf(stretches),
      at: this.#options.now(),
    });
  }

  /**
   * Asks for missing and incomplete hours of clusters.
   *
   * @param range - seconds since the epoch, the end not included
   * @returns how many of them there are that a source knows
   */
  async request(
    clusters: readonly string[],
    range: { since: number; until: number },
  ): Promise<number> {
    const { requests, now } = this.#options;
    const at = now();
    const until = Math.min(range.until, this.#until());
    let hours = 0;
    for (const cluster of clusters) {
      const stretches = await this.#stretches(cluster, {
        since: range.since,
        until,
        before: at,
      });
      const total = hoursOf(stretches);
      if (total === 0) continue;
      hours += total;
      await requests.add([cluster], { ...range, until, total, at });
    }
    return hours;
  }

  /** Does what is asked for of a cluster. */
  async run(owned: OwnedCluster, signal: AbortSignal): Promise<void> {
    const { name } = owned;
    const { requests, logger } = this.#options;
    const request = await requests.of(name);
    if (request?.state !== 'running') return;
    try {
      await this.#work(owned, request, signal);
      this.#failures.delete(name);
    } catch (error) {
      if (signal.aborted || error instanceof LeaseLostError) return;
      const { message } = error as Error;
      this.#options.telemetry.failed('backfill');
      const failures = 1 + (this.#failures.get(name) ?? 0);
      this.#failures.set(name, failures);
      // It goes on where it was: a database may be gone for a moment.
      if (failures < TRIES) return;
      this.#failures.delete(name);
      logger.warn(
        `Hours of the past of the cluster ${name} cannot be computed, which was tried ${TRIES} times: ${message}. Ask for them again once this is mended`,
      );
      await requests.finish(
        request,
        owned.lease,
        `${message}. This was tried ${TRIES} times; ask for these hours again once it is mended`,
      );
    }
  }

  async #work(
    { name, lease }: OwnedCluster,
    request: BackfillRow,
    signal: AbortSignal,
  ): Promise<void> {
    const { requests, store, knex } = this.#options;
    const stretches = await this.#stretches(name, {
      ...request,
      until: Math.min(request.until, this.#until()),
      before: request.requestedAt,
    });
    // Of what there is now: it was so in the past as far as anybody knows.
    const subjects = subjectsOf(await readControllers(knex, name));
    await requests.progress(request, lease, {
      total: request.done + hoursOf(stretches),
    });
    const going = () => !signal.aborted;
    for (const { source, since, until } of stretches) {
      let batch: CostHour[] = [];
      let pods = 0;
      const write = async () => {
        if (batch.length === 0) return;
        await this.#write(request, lease, { batch, source, subjects });
        batch = [];
        pods = 0;
        // SQLite works in this thread: others get their turn between two transactions.
        await setImmediate();
      };
      for await (const hour of source.hours(name, since, until, { signal })) {
        if (!going()) return;
        if (!isAsked(hour, name, since, until)) {
          throw new Error(
            `the source ${source.name} answers hours that it was not asked for`,
          );
        }
        batch.push(hour);
        pods += hour.pods.length;
        if (batch.length >= HOURS || pods >= PODS) await write();
      }
      if (!going()) return;
      await write();
    }
    await store.rollUp(name, lease.check, going);
    if (going()) await requests.finish(request, lease);
  }

  async #write(
    request: BackfillRow,
    lease: Lease,
    hours: {
      batch: readonly CostHour[];
      source: CostHourSource;
      subjects: Subjects;
    },
  ): Promise<void> {
    const { knex, store, computer, settings, requests, telemetry, now } =
      this.#options;
    const { batch, source, subjects } = hours;
    await this.#options.onHours?.(batch, lease);
    const began = performance.now();
    const keptSince = Math.floor(now() / 1000) - settings.retention.details;
    const computed: ComputedHour[] = [];
    for (const hour of batch) {
      computed.push(
        await computer.compute(hour, subjects, {
          source: source.name,
          details: hour.hour >= keptSince,
        }),
      );
      // A batch takes a second on a busy machine, and whoever waits for a page does not wait for that.
      await setImmediate();
    }
    await knex.transaction(async trx => {
      await lease.check(trx);
      await store.replaceHours(trx, request.cluster, computed);
      await requests.advance(trx, request, batch.length);
    });
    const seconds = (performance.now() - began) / 1000 / batch.length;
    for (const { pods } of batch) {
      telemetry.computed(source.name, pods.length, seconds);
    }
  }

  #until(): number {
    return finishedUntil(this.#options.now() / 1000);
  }

  /** What is lacking, by the source that is to be asked for it. */
  async #stretches(cluster: string, wanted: Wanted): Promise<Stretch[]> {
    const done = await this.#done(cluster, wanted);
    const stretches: Stretch[] = [];
    for (const source of this.#options.sources) {
      const range = await source.range(cluster);
      if (!range) continue;
      const since =
        Math.ceil(Math.max(range.since, wanted.since) / HOUR) * HOUR;
      const until = Math.min(range.until, wanted.until);
      for (let hour = since; hour + HOUR <= until; hour += HOUR) {
        if (done.has(hour)) continue;
        // Of hours that several know, those of the first are taken.
        done.add(hour);
        const last = stretches.at(-1);
        if (last?.source === source && last.until === hour) {
          last.until = hour + HOUR;
        } else stretches.push({ source, since: hour, until: hour + HOUR });
      }
    }
    return stretches;
  }

  /** Hours that are as good as they get, or of days that stay as they are. */
  async #done(
    cluster: string,
    { since, until, before }: Wanted,
  ): Promise<Set<number>> {
    const { knex, settings } = this.#options;
    const runs = knex('cost_runs')
      .join('cost_clusters', 'cost_clusters.id', 'cost_runs.cluster')
      .where({ 'cost_clusters.name': cluster })
      .where('cost_runs.at', '>=', since)
      .where('cost_runs.at', '<', until);
    if (before !== undefined) {
      runs.where(query =>
        query
          .where('cost_runs.status', 'complete')
          .orWhere('cost_runs.computed_at', '>=', Math.ceil(before / 1000)),
      );
    }
    const done = new Set<number>(await runs.pluck('cost_runs.at'));
    const sealed: number[] = await knex('cost_periods')
      .join('cost_clusters', 'cost_clusters.id', 'cost_periods.cluster')
      .where({
        'cost_clusters.name': cluster,
        'cost_periods.level': 'day',
        'cost_periods.sealed': true,
      })
      .pluck('cost_periods.at');
    for (const day of sealed) {
      const { start, end } = calendarPeriod(day, 'day', settings.timeZone);
      for (
        let hour = Math.ceil(start / HOUR) * HOUR;
        hour < end;
        hour += HOUR
      ) {
        done.add(hour);
      }
    }
    return done;
  }
}

function hoursOf(stretches: readonly Stretch[]): number {
  return stretches.reduce(
    (sum, { since, until }) => sum + (until - since) / HOUR,
    0,
  );
}

/** A source that answers something else would have it written in the place of what is right. */
function isAsked(
  { cluster, hour }: CostHour,
  name: string,
  since: number,
  until: number,
): boolean {
  return cluster === name && hour % HOUR === 0 && hour >= since && hour < until;
}
