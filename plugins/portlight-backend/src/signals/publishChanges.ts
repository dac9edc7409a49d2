import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { SIGNALS_CHANNEL } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

/** At most two signals a second, so that a busy fleet does not keep every open page busy. */
const INTERVAL_MILLISECONDS = 500;

/** Topics of one signal; what is more waits for the next one, so that no message grows with the fleet. */
const MAXIMUM_TOPICS = 500;

/** Collects what changed and says so on the portal's signals. */
export interface ChangePublisher {
  /** Something in the cluster of this name is in SQL. */
  changed(cluster: string): void;
  /** Peers or metrics of the target with this topic are in SQL. */
  targetChanged(topic: string): void;
  stop(): void;
}

/** The first of a set, as many as one message may have, taken out of it. */
function take(pending: Set<string>, most: number): string[] {
  const taken = [...pending].slice(0, most);
  taken.forEach(entry => pending.delete(entry));
  return taken;
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
 * Tells open pages what changed: topics only, never names or data, because a signal reaches every signed-in user,
 * whatever they may see. The first change goes out at once, those soon after it together.
 */
export function createChangePublisher(options: {
  knex: Knex;
  signals: SignalsService;
  logger: LoggerService;
}): ChangePublisher {
  const { knex, signals, logger } = options;
  const known = new Topics(knex);
  const clusters = new Set<string>();
  const targets = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const send = async (changed: string[], targetTopics: string[]) => {
    try {
      const clusterTopics = changed.length > 0 ? await known.of(changed) : [];
      const topics = [...clusterTopics, ...targetTopics];
      if (topics.length === 0 || stopped) return;
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: SIGNALS_CHANNEL,
        message: { topics },
      });
    } catch (error) {
      // Pages poll as well.
      logger.warn('Could not tell open pages what changed', error as Error);
    }
  };

  const publish = () => {
    timer = undefined;
    // Clusters first: there are few of them, and more pages show them.
    const changed = take(clusters, MAXIMUM_TOPICS);
    const topics = take(targets, MAXIMUM_TOPICS - changed.length);
    if (changed.length + topics.length === 0) return;
    timer = setTimeout(publish, INTERVAL_MILLISECONDS);
    send(changed, topics);
  };

  const add = (pending: Set<string>, entry: string) => {
    if (stopped) return;
    pending.add(entry);
    if (!timer) publish();
  };

  return {
    changed: cluster => add(clusters, cluster),
    targetChanged: topic => add(targets, topic),
    stop() {
      stopped = true;
      clearTimeout(timer);
      timer = undefined;
      clusters.clear();
      targets.clear();
    },
  };
}
