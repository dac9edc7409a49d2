import {
  type QuietWorkload,
  USAGE_SERIES,
  USAGE_TARGET,
  usagePeer,
} from '@portlight/plugin-portlight-common';
import { chunks } from '../../inventory';
import type { HistoryReader } from '../../metrics/history';
import type { AssessedWorkload } from './assess';

const DAY = 86_400;
const HOUR = 3600;
/** Workloads of one question. */
const CHUNK = 50;

/**
 * What went through the network of workloads, by key; nothing for those of which that is not known.
 *
 * @param now - seconds since the epoch
 */
export async function readNetwork(options: {
  history: Pick<HistoryReader, 'range'>;
  cluster: string;
  workloads: readonly AssessedWorkload[];
  days: number;
  now: number;
}): Promise<Map<string, NonNullable<QuietWorkload['network']>>> {
  const { history, cluster, days, now } = options;
  const found = new Map<string, NonNullable<QuietWorkload['network']>>();
  for (const chunk of chunks(options.workloads, CHUNK)) {
    const keys = new Map(
      chunk.map(({ namespace, kind, name, key }) => [
        usagePeer({ type: 'workload', namespace, kind, name }),
        key,
      ]),
    );
    const { series, step } = await history.range({
      cluster,
      target: USAGE_TARGET,
      names: [USAGE_SERIES.receiveBytes.name, USAGE_SERIES.transmitBytes.name],
      peers: [...keys.keys()],
      since: now - days * DAY,
      until: now,
      step: HOUR,
    });
    for (const each of series) {
      const key = keys.get(each.peer);
      if (key === undefined || each.kind !== 'counter') continue;
      const rates = each.rate.filter(rate => rate !== null);
      if (rates.length === 0) continue;
      const known = found.get(key) ?? { bytesPerSecond: 0, days: 0 };
      known.bytesPerSecond +=
        rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
      known.days = Math.max(known.days, (rates.length * step) / DAY);
      found.set(key, known);
    }
  }
  return found;
}
