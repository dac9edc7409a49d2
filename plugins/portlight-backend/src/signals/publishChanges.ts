import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { SIGNALS_CHANNEL } from '@portlight/plugin-portlight-common';

/** At most two signals a second, so that a busy fleet does not keep every open page busy. */
const INTERVAL_MILLISECONDS = 500;

/** Collects changed clusters and says so on the portal's signals. */
export interface ChangePublisher {
  changed(cluster: string): void;
  stop(): void;
}

/**
 * Tells open pages that clusters changed: their names only, never data, because a signal reaches every
 * signed-in user. The first change goes out at once, those soon after it together.
 */
export function createChangePublisher(options: {
  signals: SignalsService;
  logger: LoggerService;
}): ChangePublisher {
  const { signals, logger } = options;
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const publish = () => {
    timer = undefined;
    if (pending.size === 0) {
      return;
    }
    const clusters = [...pending].sort();
    pending.clear();
    timer = setTimeout(publish, INTERVAL_MILLISECONDS);
    signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: SIGNALS_CHANNEL,
        message: { clusters },
      })
      .catch(error => {
        // Pages poll as well.
        logger.warn('Could not tell open pages that clusters changed', error);
      });
  };

  return {
    changed(cluster) {
      pending.add(cluster);
      if (!timer) {
        publish();
      }
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      pending.clear();
    },
  };
}
