import type {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  AttributionOptions,
  OwnerOptions,
  SharingOptions,
} from '@portlight/plugin-portlight-common';
import type {
  CostHourSource,
  PricingProvider,
} from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import { ClusterReader } from '../clusters/read';
import type { Mirror, RetentionTask } from '../inventory';
import { RecordReader } from '../inventory/read';
import type { HistoryReader } from '../metrics/history';
import type { PrometheusSources } from '../metrics/sources';
import type { PodUsageListener } from '../metrics/usage';
import { createRightsizing, type RightsizingSettings } from '../rightsizing';
import { type AnomalySettings, createAnomalyHandlers } from './anomalies';
import {
  createAttribution,
  OwnershipStore,
  readOwnership,
} from './attribution';
import { billRetention, createBills } from './bills';
import { type BudgetSettings, createBudgets } from './budgets';
import { createEstimateHandlers } from './estimate';
import { createCostJob } from './job';
import { createPrices, type PriceSettings } from './prices';
import { createCostReadHandlers, type CostReadHandlers } from './read';
import { costRetention } from './retention';
import type { CostSettings } from './settings';
import { type CostReader, CachedCostReader, SqlCostStore } from './store';
import { createUnownedHandlers } from './unowned';

/** What is kept of costs; made before the mirror, whose retention removes what is old. */
export interface CostStorage {
  store: SqlCostStore;
  reader: CostReader;
  /** For the mirror's retention. */
  retention: RetentionTask[];
}

/** What is kept of costs in the database. */
export function createCostStorage(options: {
  knex: Knex;
  settings: CostSettings;
}): CostStorage {
  const { knex, settings } = options;
  const store = new SqlCostStore({ knex, settings });
  return {
    store,
    reader: new CachedCostReader(knex),
    retention: [...costRetention(settings), billRetention()],
  };
}

/** What {@link createCost} needs. */
export interface CostOptions {
  knex: Knex;
  logger: LoggerService;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
  /** Where the notifications plugin is not installed, it fails when something is sent. */
  notifications: NotificationService;
  mirror: Pick<Mirror, 'follow' | 'taskLease'>;
  storage: CostStorage;
  /** Prometheus-compatible servers, for usage that the history of metrics lacks. */
  sources: Pick<PrometheusSources, 'covers' | 'evaluate'>;
  history: Pick<HistoryReader, 'range'>;
  /** Of other modules: hours that Portlight did not see. */
  hourSources: readonly CostHourSource[];
  /** Of other modules. */
  pricingProviders: readonly PricingProvider[];
  settings: {
    cost: CostSettings;
    prices: PriceSettings;
    attribution: AttributionOptions;
    owner: OwnerOptions;
    budgets: BudgetSettings;
    anomalies: AnomalySettings;
    sharing: SharingOptions;
    rightsizing: RightsizingSettings;
  };
}

/** A part of it that works by itself. */
interface CostPart {
  start(): void;
  /** Ends after what is under way. */
  stop(): Promise<void>;
}

/** What the fleet costs: computed hour by hour by the replica that owns a cluster, answered by all. */
export interface Cost extends CostPart {
  handlers: ReturnType<typeof createCostJob>['handlers'] &
    ReturnType<typeof createPrices>['handlers'] &
    ReturnType<typeof createBills>['handlers'] &
    CostReadHandlers &
    ReturnType<typeof createEstimateHandlers> &
    ReturnType<typeof createBudgets>['handlers'] &
    ReturnType<typeof createUnownedHandlers> &
    ReturnType<typeof createAnomalyHandlers> &
    ReturnType<typeof createRightsizing>['handlers'];
  /** For what is measured of owned clusters. */
  onPodUsage: PodUsageListener;
}

/** Computes costs and answers questions about them; each part adds its line. */
export async function createCost(options: CostOptions): Promise<Cost> {
  const { knex, mirror, storage, settings } = options;
  const bills = createBills({
    ...options,
    currency: settings.prices.currency,
    settings: settings.cost,
  });
  const prices = createPrices({
    ...options,
    ...bills,
    settings: settings.prices,
    providers: options.pricingProviders,
  });
  const attribution = createAttribution({
    ...options,
    store: new OwnershipStore(knex),
    read: () => readOwnership(options),
    options: { ...settings.attribution, owner: settings.owner },
    timeZone: settings.cost.timeZone,
    taskLease: () => mirror.taskLease('budgets'),
  });
  const rightsizing = createRightsizing({
    ...options,
    prices: prices.book,
    settings: settings.rightsizing,
    currency: settings.cost.currency,
  });
  const job = createCostJob({
    ...options,
    ...storage,
    prices: prices.book,
    attribution,
    settings: settings.cost,
    onHours: rightsizing.recordUsageHours,
  });
  const budgets = createBudgets({ ...options, reader: storage.reader });
  // Started in this order and ended in the other.
  const parts: CostPart[] = [prices, attribution, rightsizing, job, budgets];
  return {
    handlers: {
      ...job.handlers,
      ...prices.handlers,
      ...bills.handlers,
      ...rightsizing.handlers,
      ...createCostReadHandlers({ ...options, reader: storage.reader }),
      ...budgets.handlers,
      ...createUnownedHandlers({
        ...options,
        reader: storage.reader,
        attribution,
        ownerKey: settings.owner.keys?.[0],
        settings: settings.cost,
        now: Date.now,
      }),
      ...createAnomalyHandlers({
        ...options,
        reader: storage.reader,
        now: Date.now,
      }),
      ...createEstimateHandlers({
        knex,
        prices: prices.book,
        currency: settings.cost.currency,
        clusters: await ClusterReader.create(knex),
        records: new RecordReader(knex),
      }),
    },
    onPodUsage: rightsizing.onPodUsage,
    start: () => parts.forEach(part => part.start()),
    stop: async () => {
      for (const part of [...parts].reverse()) await part.stop();
    },
  };
}
