import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { ClusterReader } from '../../clusters/read';
import type { Mirror } from '../../inventory';
import type { RecordReader } from '../../inventory/read';
import type { HistoryReader, HistoryWriter } from '../history';
import type { PrometheusSources, SourceStates } from '../sources';
import type { PodUsageListener } from './ClusterUsage';
import { createResourceHandlers } from './resourceHandlers';
import { ResourceReader } from './ResourceReader';
import { ScopeReader } from './ScopeReader';
import { UsageCollector } from './UsageCollector';
import type { UsageSettings } from './usageSettings';

/** What {@link createUsage} makes. */
export interface Usage {
  handlers: ReturnType<typeof createResourceHandlers>;
  /** Begins to measure the clusters of this replica. */
  start(): void;
  stop(): void;
}

/** What clusters use: measured by the replica that owns them, answered by all. */
export function createUsage(options: {
  knex: Knex;
  logger: LoggerService;
  mirror: Pick<Mirror, 'follow'>;
  history: {
    writer: Pick<HistoryWriter, 'append'>;
    reader: Pick<HistoryReader, 'range' | 'coverage'>;
  };
  sources: Pick<PrometheusSources, 'covers' | 'evaluate'>;
  states: SourceStates;
  settings: UsageSettings;
  clusters: Pick<ClusterReader, 'requireCluster'>;
  records: RecordReader;
  onPodUsage?: PodUsageListener;
  /** Milliseconds since the epoch. */
  now?: () => number;
}): Usage {
  const { knex, history, sources, records } = options;
  const collector = new UsageCollector({
    ...options,
    history: history.writer,
  });
  return {
    handlers: createResourceHandlers({
      ...options,
      scopes: new ScopeReader(knex, records),
      resources: new ResourceReader(history.reader, sources),
    }),
    start: () => collector.start(),
    stop: () => collector.stop(),
  };
}
