import type { LoggerService } from '@backstage/backend-plugin-api';
import type { TimedFailure } from './clusterStatus';
import type { MirrorTelemetry } from './telemetry';

/** What {@link StoreTrouble} is made of. */
export interface StoreTroubleOptions {
  cluster: { name: string };
  logger: LoggerService;
  telemetry: Pick<MirrorTelemetry, 'writeFailed'>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Whether the database takes what a cluster brings; the log says it once, however long it lasts. */
export class StoreTrouble {
  readonly #options: StoreTroubleOptions;
  #failure?: TimedFailure;

  constructor(options: StoreTroubleOptions) {
    this.#options = options;
  }

  /** What people are told while it lasts. */
  get failure(): TimedFailure | undefined {
    return this.#failure;
  }

  /** A write has failed. */
  met(error: unknown): void {
    const { cluster, logger, telemetry, now } = this.#options;
    telemetry.writeFailed(cluster.name);
    if (!this.#failure) {
      const { message } = error as Error;
      logger.warn(
        `Changes of the cluster ${cluster.name} cannot be written and wait: ${message}`,
      );
    }
    this.#failure = {
      cause: 'serverError',
      message:
        "The portal's database does not take changes at the moment; what is shown may be old. Look at the database and the backend's log.",
      at: now(),
    };
  }

  /** A write has succeeded; answers whether one had failed before. */
  ended(): boolean {
    const lasted = this.#failure !== undefined;
    this.#failure = undefined;
    return lasted;
  }
}
