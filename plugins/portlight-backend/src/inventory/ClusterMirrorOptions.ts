import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  KindDefinition,
  OwnerOptions,
} from '@portlight/plugin-portlight-common';
import type { FleetCluster } from '../clusters';
import type { ListSlots } from './reflector/ListSlots';
import type { MirrorSettings } from './settings';
import type { Fence, InventoryStore } from './store/InventoryStore';
import type { MirrorTelemetry } from './telemetry';

/** What a `ClusterMirror` is made of. */
export interface ClusterMirrorOptions {
  cluster: FleetCluster;
  kinds: readonly KindDefinition[];
  /** Where owners are read from; by default as {@link ClusterInventory} does. */
  owner?: OwnerOptions;
  store: InventoryStore;
  slots: ListSlots;
  settings: MirrorSettings;
  logger: LoggerService;
  telemetry: MirrorTelemetry;
  /** The name of this backend replica. */
  replica: string;
  now: () => number;
  random: () => number;
  /** Refuses writes when another replica reads the cluster. */
  fence: Fence;
  /** A write was refused because another replica reads the cluster now. */
  onLost: () => void;
  /** Something that lists or pages show is different in the database. */
  onCommitted: (cluster: string) => void;
}
