import type {
  CostEstimate,
  CostEstimateItem,
  EstimatePrice,
} from '../../api/types';
import type { KubernetesObject } from '../../kubernetes';
import { HOURS_PER_MONTH } from '../prices/types';
import type {
  HourPrices,
  LoadBalancerSpan,
  NodeSpan,
  VolumeSpan,
} from '../types';
import { averagePrices, eligibleNodes } from './averagePrices';
import { planPods, type PodPlan } from './podPlans';

/** Where manifests are priced. @public */
export interface EstimatePlace {
  /** Name of the cluster, for the answer. */
  cluster: string;
  /** ISO 4217, of the prices. */
  currency: string;
  /** The cluster's nodes, or what stands for them. */
  nodes: readonly NodeSpan[];
  /** Of the cluster, as of now. */
  prices: HourPrices;
  /** Of objects that name none. Default `default`. */
  namespace?: string;
  /** What has to be known of the place besides. */
  notes?: readonly string[];
}

/** More objects are no change that somebody makes at once. */
const MOST_OBJECTS = 5_000;

interface PricedObject {
  key: string;
  item: CostEstimateItem;
  used: EstimatePrice[];
}

/** Objects in lists are objects; everything that is none is left out. */
function flatten(objects: readonly KubernetesObject[]): KubernetesObject[] {
  return objects.flatMap(object =>
    object?.kind?.endsWith('List') && Array.isArray(object.items)
      ? flatten(object.items as KubernetesObject[])
      : object ?? [],
  );
}

/** The autoscalers of a set of objects, by what they scale. */
function autoscalers(
  objects: readonly KubernetesObject[],
  namespace: string,
): Map<string, { min: number; max: number }> {
  const found = new Map<string, { min: number; max: number }>();
  for (const { kind, metadata, spec } of objects) {
    const target = spec?.scaleTargetRef;
    if (kind !== 'HorizontalPodAutoscaler' || !target) continue;
    const { minReplicas: min = 1, maxReplicas: max = min } = spec;
    if (
      Number.isFinite(min) &&
      Number.isFinite(max) &&
      min >= 0 &&
      max >= min
    ) {
      found.set(
        `${target.kind}/${metadata?.namespace ?? namespace}/${target.name}`,
        { min, max },
      );
    }
  }
  return found;
}

function scaled(
  plan: PodPlan,
  bounds: { min: number; max: number } | undefined,
): PodPlan {
  if (!bounds) return plan;
  const { min, max } = bounds;
  return {
    ...plan,
    replicas: Math.min(max, Math.max(min, plan.replicas)),
    minimum: min,
    maximum: max,
    notes: [...plan.notes, `Its autoscaler runs ${min} to ${max} of it`],
  };
}

function unitPrices(
  plan: PodPlan,
  place: EstimatePlace,
  span: { start: number; end: number },
): { hourly: number; used: EstimatePrice[] } {
  const used: EstimatePrice[] = [];
  let hourly = 0;
  for (const { storageClass, bytes } of plan.claims) {
    const volume: VolumeSpan = {
      name: '',
      storageClass,
      bytes,
      pods: [],
      ...span,
    };
    const { price, origin } = place.prices.storage(volume);
    hourly += price * bytes;
    used.push({
      resource: storageClass ? `storage ${storageClass}` : 'storage',
      unit: 'byte-hour',
      price,
      source: origin.source,
      version: origin.version,
    });
  }
  if (plan.loadBalancers > 0) {
    const balancer: LoadBalancerSpan = {
      namespace: '',
      service: '',
      pods: [],
      ...span,
    };
    const { price, origin } = place.prices.loadBalancer(balancer);
    hourly += price * plan.loadBalancers;
    used.push({
      resource: 'load balancer',
      unit: 'hour',
      price,
      source: origin.source,
      version: origin.version,
    });
  }
  return { hourly, used };
}

function priceObject(
  object: KubernetesObject,
  place: EstimatePlace,
  scale: Map<string, { min: number; max: number }>,
): PricedObject | undefined {
  const made = planPods(object, place.nodes);
  if (!made) return undefined;
  const { kind = '', metadata } = object;
  const namespace = metadata?.namespace ?? place.namespace ?? 'default';
  const name = metadata?.name ?? '';
  const key = `${kind}/${namespace}/${name}`;
  const plan = scaled(made, scale.get(key));
  const notes = [...plan.notes];
  let candidates = eligibleNodes(place.nodes, plan.spec?.nodeSelector);
  if (candidates.length === 0 && place.nodes.length > 0) {
    candidates = [...place.nodes];
    if (plan.spec) {
      notes.push(
        'No node has the labels of its node selector: it is priced as on the average node',
      );
    }
  }
  const average = averagePrices(candidates, place.prices);
  const { cpu, memory, gpu } = plan.requests;
  const perPod =
    average.cpu * cpu + average.memory * memory + average.gpu * gpu;
  const units = unitPrices(plan, place, { start: 0, end: 3600 });
  const monthlyOf = (replicas: number) =>
    (perPod * replicas + units.hourly) * HOURS_PER_MONTH;
  return {
    key,
    item: {
      kind,
      namespace,
      name,
      replicas: plan.replicas,
      cpu,
      memory,
      gpu,
      storage: plan.claims.reduce((sum, { bytes }) => sum + bytes, 0),
      monthly: monthlyOf(plan.replicas),
      ...(plan.minimum !== undefined && {
        monthlyMinimum: monthlyOf(plan.minimum),
        monthlyMaximum: monthlyOf(plan.maximum!),
      }),
      notes,
    },
    used: [
      ...units.used,
      ...(plan.spec
        ? average.nodes.map(({ hourly, origin, instanceType }) => ({
            resource: instanceType ? `node ${instanceType}` : 'node',
            unit: 'hour',
            price: hourly,
            source: origin.source,
            version: origin.version,
          }))
        : []),
    ],
  };
}

function priceAll(
  objects: readonly KubernetesObject[],
  place: EstimatePlace,
): Map<string, PricedObject> {
  const flat = flatten(objects).slice(0, MOST_OBJECTS);
  const scale = autoscalers(flat, place.namespace ?? 'default');
  const priced = new Map<string, PricedObject>();
  for (const object of flat) {
    const found = priceObject(object, place, scale);
    if (found) priced.set(found.key, found);
  }
  return priced;
}

/**
 * What objects will cost in a month of 730 hours on a cluster, from what they request and what its nodes cost.
 *
 * @param before - what they replace; their difference is told per object, and what is only in it goes
 * @public
 */
export function estimateCosts(
  objects: readonly KubernetesObject[],
  place: EstimatePlace,
  before?: readonly KubernetesObject[],
): CostEstimate {
  const after = priceAll(objects, place);
  const previous = before && priceAll(before, place);
  const gone = [...(previous ?? [])].filter(([key]) => !after.has(key));
  const items = [
    ...[...after].map(([key, { item }]) => {
      if (!previous) return item;
      const previousMonthly = previous.get(key)?.item.monthly ?? 0;
      return {
        ...item,
        previousMonthly,
        change: item.monthly - previousMonthly,
      };
    }),
    ...gone.map(([, { item }]) => ({
      ...item,
      replicas: 0,
      monthly: 0,
      previousMonthly: item.monthly,
      change: -item.monthly,
      notes: ['It is not among the manifests any more'],
    })),
  ].sort(
    (left, right) =>
      Math.abs(right.change ?? right.monthly) -
      Math.abs(left.change ?? left.monthly),
  );
  const monthly = items.reduce((sum, item) => sum + item.monthly, 0);
  const previousMonthly = items.reduce(
    (sum, item) => sum + (item.previousMonthly ?? 0),
    0,
  );
  const prices = new Map(
    [...after.values(), ...(previous?.values() ?? [])]
      .flatMap(({ used }) => used)
      .map(price => [JSON.stringify(price), price]),
  );
  const notes = [...(place.notes ?? [])];
  if (place.nodes.length === 0) {
    notes.push(
      `No node of \`${place.cluster}\` is known, so nothing tells what a core and a byte cost there`,
    );
  }
  if (flatten(objects).length > MOST_OBJECTS) {
    notes.push(`Only the first ${MOST_OBJECTS} objects are priced`);
  }
  return {
    currency: place.currency,
    cluster: place.cluster,
    hoursPerMonth: HOURS_PER_MONTH,
    monthly,
    ...(previous && { previousMonthly, change: monthly - previousMonthly }),
    items,
    prices: [...prices.values()],
    notes,
  };
}
