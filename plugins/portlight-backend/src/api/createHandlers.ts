import type { AuditorService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import {
  createEventHandlers,
  createTimelineHandlers,
  EventReader,
  TimelineReader,
} from '../activity';
import { ClusterReader, createClusterHandlers } from '../clusters/read';
import {
  createEncryptionHandlers,
  createRegistrationHandlers,
  type Registration,
} from '../clusters/registered';
import type { Cost } from '../cost';
import { ClusterRows } from '../database';
import { createEntityHandlers } from '../entities';
import { createHealthHandlers, ProblemReader } from '../health';
import { createReplicaHandlers, type Mirror } from '../inventory';
import {
  createDetailHandlers,
  createListHandlers,
  ObjectReader,
  RecordReader,
} from '../inventory/read';
import type { Metrics } from '../metrics';
import { createSourceHandlers } from '../metrics/sources';
import { createPeerHandlers, type OwnPeerService } from '../peers';
import type { OperationHandlers } from './operations';

/** The handlers of all operations on one database. */
export async function createHandlers(options: {
  knex: Knex;
  mirror: Pick<Mirror, 'sync' | 'sources'>;
  catalog: CatalogService;
  auditor: AuditorService;
  registration: Registration;
  peers: OwnPeerService;
  metrics: Pick<Metrics, 'handlers' | 'parts'>;
  cost: Pick<Cost, 'handlers'>;
}): Promise<OperationHandlers> {
  const { knex } = options;
  // One for all, so that what they remember has one bound.
  const rows = new ClusterRows(knex);
  const readers = {
    ...options,
    rows,
    clusters: await ClusterReader.create(knex, rows),
    objects: new ObjectReader(knex, rows),
    records: new RecordReader(knex),
    problems: new ProblemReader(knex),
    events: new EventReader(knex, rows),
    timelines: new TimelineReader(knex),
  };
  return {
    ...createClusterHandlers(readers),
    ...createRegistrationHandlers(readers),
    ...createEncryptionHandlers(readers),
    ...createReplicaHandlers(readers),
    ...createListHandlers(readers),
    ...createDetailHandlers(readers),
    ...createHealthHandlers(readers),
    ...createEventHandlers(readers),
    ...createTimelineHandlers(readers),
    ...createEntityHandlers(readers),
    ...createPeerHandlers(readers),
    ...options.metrics.handlers,
    ...createSourceHandlers({ ...readers, ...options.metrics.parts }),
    ...options.cost.handlers,
  };
}
