import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Mirror } from '../../inventory';
import type { HistoryWriter } from '../history';
import type { SourceStates } from '../sources';
import { ClusterUsage, type PodUsageListener } from './ClusterUsage';
import { PlacementReader } from './PlacementReader';
import type { UsageSettings } from './usageSettings';
import { createUsageTelemetry, type UsageTelemetry } from './usageTelemetry';

/** What a {@link UsageCollector} is made of. */
export interface UsageCollectorOptions {
  mirror: Pick<Mirror, 'follow'>;
  knex: Knex;
  history: Pick<HistoryWriter, 'append'>;
  states: SourceStates;
  settings: UsageSettings;
  logger: LoggerService;
  telemetry?: UsageTelemetry;
  onPodUsage?: PodUsageListener;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** From 0 up to 1. */
  random?: () => number;
}

/** Keeps what the clusters of this replica use: CPU, memory, network and storage. */
export class UsageCollector {
  readonly #options: UsageCollectorOptions;
  readonly #clusters = new Map<string, ClusterUsage>();
  #unfollow?: () => void;

  constructor(options: UsageCollectorOptions) {
    this.#options = options;
  }

  start(): void {
    const {
      mirror,
      knex,
      telemetry = createUsageTelemetry(),
      now = Date.now,
      random = Math.random,
      ...rest
    } = this.#options;
    if (!rest.settings.enabled) return;
    const placement = new PlacementReader(knex);
    this.#unfollow = mirror.follow({
      claimed: cluster => {
        const usage = new ClusterUsage({
          ...rest,
          cluster,
          placement,
          telemetry,
          now,
          random,
        });
        this.#clusters.set(cluster.name, usage);
        usage.start();
      },
      lost: name => {
        this.#clusters.get(name)?.stop();
        this.#clusters.delete(name);
        rest.states.forget(name);
      },
    });
  }

  stop(): void {
    this.#unfollow?.();
    this.#clusters.forEach(usage => usage.stop());
    this.#clusters.clear();
  }
}
