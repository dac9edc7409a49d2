import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { SIGNALS_CHANNEL } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

/** At most two signals a second, so that a busy fleet does not keep every open page busy. */
const INTERVAL_MILLISECONDS = 500;

/** Collects changed clusters and says so on the portal's signals. */
export interface ChangePublisher {
  changed(cluster: string): void;
  stop(): void;
}

/** The topics of clusters, also of one whose row has just gone: pages that show it have to hear of that. */
class Topics {
  readonly #known = new Map<string, string>();

  constructor(private readonly knex: Knex) {}

  async of(clusters: readonly string[]): Promise<string[]> {
    const rows: { name: string; topic: string }[] = await this.knex('clusters')
      .select('name', 'topic')
      .whereIn('name', clusters)
      .whereNotNull('topic');
    const found = new Map(rows.map(({ name, topic }) => [name, topic]));
    return clusters
      .flatMap(name => {
        const topic = found.get(name) ?? this.#known.get(name) ?? [];
        if (found.has(name)) this.#known.set(name, found.get(name)!);
        else this.#known.delete(name);
        return topic;
      })
      .sort();
  }
}

/**
 * Tells open pages that clusters changed: their topics only, never names or data, because a signal reaches every
 * signed-in user, whatever they may see. The first change goes out at once, those soon after it together.
 */
export function createChangePublisher(options: {
  knex: Knex;
  signals: SignalsService;
  logger: LoggerService;
}): ChangePublisher {
  const { knex, signals, logger } = options;
  const known = new Topics(knex);
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const send = async (clusters: string[]) => {
    try {
      const topics = await known.of(clusters);
      if (topics.length === 0 || stopped) return;
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: SIGNALS_CHANNEL,
        message: { topics },
      });
    } catch (error) {
      // Pages poll as well.
      logger.warn(
        'Could not tell open pages that clusters changed',
        error as Error,
      );
    }
  };

  const publish = () => {
    timer = undefined;
    if (pending.size === 0) {
      return;
    }
    const clusters = [...pending];
    pending.clear();
    timer = setTimeout(publish, INTERVAL_MILLISECONDS);
    send(clusters);
  };

  return {
    changed(cluster) {
      if (stopped) return;
      pending.add(cluster);
      if (!timer) {
        publish();
      }
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      timer = undefined;
      pending.clear();
    },
  };
}
