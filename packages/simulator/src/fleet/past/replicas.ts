import { between } from '../../engine/random';
import type { ClusterDescription, ServiceDescription } from '../description';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Something that made one workload larger for a while. */
export interface Surge {
  cluster: string;
  service: string;
  /** Days before the end of the past at which it began and ended. */
  fromDay: number;
  toDay: number;
  replicas: number;
  /** Nodes that came for it and went with it, of the first pool. */
  nodes: number;
}

/** What the demo's anomalies are: a query engine that somebody scaled up for a day, and forgot. */
export const SURGES: readonly Surge[] = [
  {
    cluster: 'data',
    service: 'trino',
    fromDay: 2.4,
    toDay: 1.1,
    replicas: 15,
    nodes: 3,
  },
];

/** Services that came later than the others: days before the end of the past. */
const NEWCOMERS: Record<string, number> = {
  'data/model-training': 19,
  'prod-us/recommendations': 26,
};

/** The surge that a cluster is in at a time. */
export function surgesAt(
  cluster: string,
  at: number,
  end: number,
): readonly Surge[] {
  const daysBefore = (end - at) / DAY;
  return SURGES.filter(
    surge =>
      surge.cluster === cluster &&
      daysBefore <= surge.fromDay &&
      daysBefore > surge.toDay,
  );
}

/** How busy a service is, as a share of its average: evenings are busy, weekends are not, but for shops. */
export function rhythm(
  seed: number,
  service: ServiceDescription,
  at: number,
): number {
  const hour = (at % DAY) / HOUR;
  const weekday = (Math.floor(at / DAY) + 4) % 7;
  const weekend = weekday === 0 || weekday === 6;
  const sells = ['shop', 'checkout', 'stores', 'payments'].includes(
    service.namespace,
  );
  let week = 1;
  if (weekend) week = sells ? 1.12 : 0.82;
  const day = 1 + 0.3 * Math.cos(((hour - 19) / 24) * 2 * Math.PI);
  const chance = between(
    0.9,
    1.1,
    seed,
    service.namespace,
    service.name,
    Math.floor(at / HOUR),
  );
  return day * week * chance;
}

/** How many pods a service had; those of CronJobs and Jobs come and go and are counted elsewhere. */
export function replicasAt(
  seed: number,
  cluster: ClusterDescription,
  service: ServiceDescription,
  at: number,
  end: number,
): number {
  const key = `${cluster.name}/${service.name}`;
  if (Object.hasOwn(NEWCOMERS, key) && (end - at) / DAY > NEWCOMERS[key]) {
    return 0;
  }
  const surge = surgesAt(cluster.name, at, end).find(
    candidate => candidate.service === service.name,
  );
  if (surge) return surge.replicas;
  const wanted = cluster.services[service.name].replicas ?? 1;
  if (!service.autoscale) return wanted;
  const { min, max } = service.autoscale;
  const scaled = Math.round(wanted * rhythm(seed, service, at));
  // Never more than runs today: the machines of today have room for that.
  return Math.max(Math.min(min, wanted), Math.min(max, scaled, wanted));
}
