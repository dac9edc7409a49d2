import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type {
  ClusterSource,
  KeyWrapper,
} from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import type { AddressPolicy } from '../addresses';
import { type ConfiguredKey, RotationTask, Sealer } from '../encryption';
import {
  connectUntrusted,
  type RegistrationSettings,
  type UntrustedKubeconfigOptions,
} from '../untrusted';
import { RegisteredClusterStore } from './RegisteredClusterStore';
import { RegisteredSource } from './RegisteredSource';

/** Everything that registering clusters needs. */
export interface Registration {
  store: RegisteredClusterStore;
  source: ClusterSource;
  sealer: Sealer;
  rotation: RotationTask;
  /** What is accepted of kubeconfigs and where they may lead. */
  untrusted: UntrustedKubeconfigOptions;
  /** As many clusters are registered at most. */
  maximum: number;
  /** To be called when the store has been changed: this replica then follows at once. */
  changed(): void;
  /** Milliseconds that a request waits for the mirror to follow. */
  patience: number;
}

/** Options of {@link createRegistration}. */
export interface RegistrationOptions {
  knex: Knex;
  logger: LoggerService;
  settings: {
    /** Newest first. */
    encryptionKeys: readonly ConfiguredKey[];
    registration: RegistrationSettings;
    addresses: AddressPolicy;
  };
  keyWrapper?: KeyWrapper;
  /** Default 3000. */
  patience?: number;
}

const PATIENCE = 3_000;
const MAXIMUM_CLUSTERS = 1_000;

/** The registered clusters and what protects their credentials. */
export function createRegistration(options: RegistrationOptions): Registration {
  const { knex, logger, settings, keyWrapper } = options;
  const store = new RegisteredClusterStore(knex);
  const sealer = new Sealer({
    keys: settings.encryptionKeys,
    wrapper: keyWrapper,
  });
  const untrusted = {
    ...settings.registration,
    addresses: settings.addresses,
  };
  const source = new RegisteredSource({
    store,
    sealer,
    connect: connection => connectUntrusted(connection, untrusted),
  });
  return {
    store,
    source,
    sealer,
    rotation: new RotationTask({ sealer, store, logger }),
    untrusted,
    maximum: settings.registration.maximumClusters ?? MAXIMUM_CLUSTERS,
    changed: () => source.changed(),
    patience: options.patience ?? PATIENCE,
  };
}

/**
 * Wraps what an older key wraps, after a start with a new key and wherever a rotation was broken off. On one
 * replica at a time.
 */
export async function scheduleRotation(
  { rotation, sealer, store }: Registration,
  scheduler: SchedulerService,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'portlight-encryption-rotation',
    frequency: { minutes: 1 },
    timeout: { minutes: 10 },
    fn: async () => {
      if (!sealer.configured) return;
      await rotation.resume();
      await rotation.settled();
      const newest = await sealer.newestKey();
      const last = await rotation.progress();
      if (last?.state === 'running') return;
      const others = (await store.countByKey())
        .filter(({ key }) => key !== newest)
        .reduce((sum, { clusters }) => sum + clusters, 0);
      // What failed with this key fails again; a request starts it anew.
      const failed = last?.key === newest ? last.failures.length : 0;
      if (others <= failed) return;
      await rotation.start();
      await rotation.settled();
    },
  });
}
