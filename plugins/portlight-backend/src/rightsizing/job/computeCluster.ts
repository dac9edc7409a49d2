import {
  DAY_SECONDS,
  observeHour,
  type RightsizingStrategy,
} from '@portlight/plugin-portlight-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { PriceBook } from '../../cost/prices';
import type { Lease } from '../../inventory';
import type { HistoryReader } from '../../metrics/history';
import type { RightsizingSettings } from '../settings';
import { ContainerUsageStore, QuotaUsageStore } from '../usage';
import { advise, quietWorkloads } from './advise';
import { type AssessedWorkload, Assessor, STRATEGIES } from './assess';
import { clusterPrices } from './clusterPrices';
import { readCluster } from './readCluster';
import { readNetwork } from './readNetwork';
import { readCoverage, readWindows } from './readWindows';
import { NodePacker, type RealisableSavings } from './realisable';
import { RightsizingStore } from './RightsizingStore';

/** What is needed to look at a cluster. */
export interface ComputeOptions {
  knex: Knex;
  cluster: string;
  lease: Pick<Lease, 'check'>;
  prices: PriceBook;
  history: Pick<HistoryReader, 'range'>;
  settings: RightsizingSettings;
  /** Told of what cannot be read. */
  logger?: Pick<LoggerService, 'warn'>;
  /** Milliseconds since the epoch. */
  now: number;
}

const HOUR = 3600;

/** Pods that could not be made, by namespace, as far as events tell. */
async function readFailedCreates(
  knex: Knex,
  cluster: string,
): Promise<Map<string, number>> {
  const rows: { namespace: string; count: number | string }[] = await knex(
    'events',
  )
    .where({ cluster, reason: 'FailedCreate' })
    .groupBy('involved_namespace')
    .select('involved_namespace as namespace', knex.raw('sum(count) as count'));
  return new Map(
    rows.map(({ namespace, count }) => [namespace, Number(count)]),
  );
}

/**
 * Looks at all of a cluster: what its workloads should request, which nodes could go then, and what else should be
 * different; writes it down.
 */
export async function computeCluster(options: ComputeOptions): Promise<void> {
  const { knex, cluster, lease, settings } = options;
  const now = Math.floor(options.now / 1000);
  const read = await readCluster(knex, cluster);
  const hour = observeHour({
    cluster,
    hour: now - (now % HOUR),
    objects: [
      ...read.pods,
      ...[
        'Node',
        'PersistentVolume',
        'PersistentVolumeClaim',
        'Service',
        'ReplicaSet',
        'Job',
      ].flatMap(kind => read.ofKind(kind).map(record => ({ record }))),
    ],
  });
  const hourPrices = await options.prices.forHour(
    cluster,
    hour.hour,
    hour.nodes,
  );
  const prices = clusterPrices(hour, hourPrices);
  const store = new ContainerUsageStore(knex, options.logger);
  const assessor = new Assessor({
    cluster,
    read,
    prices,
    coverage: await readCoverage(
      store,
      cluster,
      Math.floor(now / DAY_SECONDS) - settings.historyDays + 1,
    ),
    settings,
    now,
  });
  const written = new RightsizingStore(knex, cluster, lease, options.now);

  const workloads: AssessedWorkload[] = [];
  const batches = readWindows({
    store,
    cluster,
    wanted: key => read.workloads.has(key),
    historyDays: settings.historyDays,
    now,
    lease,
  });
  for await (const batch of batches) {
    // Histograms are large, and of no use after this.
    const assessed = batch
      .map(windows => assessor.assess(windows))
      .filter(each => each !== undefined);
    workloads.push(...assessed.map(({ workload }) => workload));
    await written.writeWorkloads(
      assessed.flatMap(({ assessments }) =>
        STRATEGIES.map(strategy => ({
          strategy,
          assessment: assessments[strategy],
        })),
      ),
    );
  }

  const known = await written.knownAdvice();
  const sinceOf = (
    type: string,
    namespace: string,
    kind: string,
    name: string,
  ) => known.get(JSON.stringify([type, namespace, kind, name])) ?? now;
  const advice = advise({
    cluster,
    read,
    hour,
    prices,
    hourPrices,
    workloads,
    quotas: await new QuotaUsageStore(knex).read(
      cluster,
      Math.floor(now / DAY_SECONDS) - settings.retentionDays,
    ),
    failedCreates: await readFailedCreates(knex, cluster),
    since: sinceOf,
    network: await readNetwork({
      history: options.history,
      cluster,
      workloads: quietWorkloads(workloads, settings),
      days: settings.abandoned.days,
      now,
    }),
    settings,
    now,
  });
  await written.writeAdvice(
    advice.map(each => {
      const { type, namespace = '', kind, name } = each.item;
      return { advice: each, since: sinceOf(type, namespace, kind, name) };
    }),
  );

  const packer = new NodePacker(cluster, read, hour, prices);
  const saving = (strategy: RightsizingStrategy) =>
    packer.saving(
      new Map(workloads.map(({ key, targets }) => [key, targets[strategy]])),
    );
  const realisable: RealisableSavings = {
    portlight: saving('portlight'),
    vpa: saving('vpa'),
    krr: saving('krr'),
  };
  await written.finish(realisable);
}
