import { calendarPeriod } from '../../calendar';
import { fromNanos } from '../../money';
import type { CostKeys } from '../types';
import { partsOf } from './parts';
import type {
  FocusCharge,
  FocusOptions,
  FocusPart,
  FocusPrice,
  FocusRow,
} from './types';

const ISSUER = 'Portlight';
const ACCOUNT = 'portlight';

const METHODS = {
  proportional: 'portlight-proportional/v1',
  'reserved-first': 'portlight-reserved-first/v1',
};

function time(at: number): string {
  return new Date(at * 1000).toISOString().replace('.000Z', 'Z');
}

/** What a charge is split to; nothing where it is what was left of the node. */
function allocatedTo(keys: CostKeys): string | null {
  if (keys.namespace === undefined) return null;
  const { cluster, namespace, kind, workload } = keys;
  return kind === undefined || workload === undefined
    ? `${cluster}/${namespace}`
    : `${cluster}/${namespace}/${kind}/${workload}`;
}

function allocatedName(keys: CostKeys): string | null {
  return keys.workload ?? keys.namespace ?? null;
}

/** Names without values are left out; FOCUS has a null for no tags. */
function tagsOf(keys: CostKeys): string | null {
  const tags = Object.entries({
    cluster: keys.cluster,
    namespace: keys.namespace,
    kind: keys.kind,
    workload: keys.workload,
    owner: keys.owner,
    system: keys.system,
    domain: keys.domain,
    entity: keys.entity,
    team: keys.team,
    costCenter: keys.costCenter,
  }).filter(([, value]) => value !== undefined);
  return JSON.stringify(Object.fromEntries(tags));
}

/** What is paid for: nodes of a type, or the volumes of a class. */
function resourceOf(cluster: string, { kind, instanceType, key }: FocusPrice) {
  switch (kind) {
    case 'node':
      return {
        id: `${cluster}/nodes/${instanceType || key}`,
        name: instanceType || null,
        type: 'Kubernetes nodes',
      };
    case 'storage':
      return {
        id: `${cluster}/volumes/${key}`,
        name: null,
        type: 'Kubernetes volumes',
      };
    case 'loadBalancer':
      return {
        id: `${cluster}/loadbalancers`,
        name: null,
        type: 'Kubernetes load balancers',
      };
    case 'network':
      return {
        id: `${cluster}/network/${key}`,
        name: null,
        type: 'Kubernetes network',
      };
    default:
      return { id: cluster, name: cluster, type: 'Kubernetes cluster' };
  }
}

function describe({ class: name }: CostKeys, part: FocusPart): string {
  const what = part.resource === 'other' ? part.serviceName : part.resource;
  switch (name) {
    case 'workload':
      return `${what} of a workload`;
    case 'idle':
      return `${what} that no workload was allocated`;
    case 'overhead':
      return `${what} that nodes keep for themselves`;
    case 'unmounted':
      return `${what} that no pod mounts`;
    case 'unallocated-load-balancer':
      return `${what} without pods`;
    default:
      return what;
  }
}

/** Of a charge before it was split: the same nodes, hours and resource. */
function originOf({ record, period, price }: FocusCharge, part: FocusPart) {
  return JSON.stringify([
    record.keys.cluster,
    period.since,
    price.key,
    price.version,
    part.resource,
  ]);
}

/** How large a part of the origin a charge is; the parts of an origin are 1. */
function methodDetails(part: FocusPart, origin: number): string | null {
  if (origin === 0) return null;
  return JSON.stringify({
    Elements: [
      {
        AllocatedRatio: part.modelled / origin,
        UsageUnit: part.unit,
        UsageQuantity: part.quantity,
      },
    ],
  });
}

function focusRow(
  charge: FocusCharge,
  part: FocusPart,
  options: FocusOptions,
  origin: number | undefined,
): FocusRow {
  const { record, period, price } = charge;
  const { keys } = record;
  const month = calendarPeriod(period.since, 'month', options.timeZone);
  const resource = resourceOf(keys.cluster, price);
  const split = options.version === '1.3';
  const to = allocatedTo(keys);
  const provider = options.providerOf(keys.cluster);
  const cost = fromNanos(part.effective);
  const sku = `${price.kind}/${price.key}/${part.resource}`;
  return {
    BilledCost: cost,
    BillingAccountId: ACCOUNT,
    BillingAccountName: ISSUER,
    BillingAccountType: 'Portal',
    BillingCurrency: options.currency,
    BillingPeriodEnd: time(month.end),
    BillingPeriodStart: time(month.start),
    ChargeCategory: 'Usage',
    ChargeClass: null,
    ChargeDescription: describe(keys, part),
    ChargeFrequency: 'Usage-Based',
    ChargePeriodEnd: time(period.until),
    ChargePeriodStart: time(period.since),
    ConsumedQuantity: part.quantity,
    ConsumedUnit: part.unit,
    ContractedCost: fromNanos(part.modelled),
    ContractedUnitPrice: part.unitPrice,
    EffectiveCost: cost,
    InvoiceIssuerName: ISSUER,
    ListCost: part.listUnitPrice * part.quantity,
    ListUnitPrice: part.listUnitPrice,
    PricingCategory: price.capacityType === 'spot' ? 'Dynamic' : 'Standard',
    PricingCurrency: options.currency,
    PricingQuantity: part.quantity,
    PricingUnit: part.unit,
    ProviderName: provider,
    PublisherName: provider,
    RegionId: price.region || null,
    RegionName: price.region || null,
    ResourceId: split ? resource.id : to ?? resource.id,
    ResourceName: split ? resource.name : allocatedName(keys) ?? resource.name,
    ResourceType: split || to === null ? resource.type : 'Kubernetes workload',
    ServiceCategory: part.serviceCategory,
    ServiceName: part.serviceName,
    ServiceSubcategory: part.serviceSubcategory,
    SkuId: sku,
    SkuMeter: part.resource,
    SkuPriceId: sku,
    SubAccountId: keys.cluster,
    SubAccountName: keys.cluster,
    SubAccountType: 'Kubernetes cluster',
    Tags: split ? null : tagsOf(keys),
    ...(split
      ? {
          AllocatedMethodDetails:
            origin === undefined ? null : methodDetails(part, origin),
          AllocatedMethodId: METHODS[options.policy],
          AllocatedResourceId: to,
          AllocatedResourceName: to === null ? null : allocatedName(keys),
          AllocatedTags: tagsOf(keys),
          HostProviderName: provider,
          ServiceProviderName: provider,
        }
      : {}),
    x_CostClass: keys.class,
    x_Incomplete: record.incomplete ? 'true' : 'false',
    x_PriceSource: price.source,
    x_PriceVersion: price.version,
  };
}

/**
 * Costs as rows of FOCUS, one for each resource of each charge. The EffectiveCost of all rows is the cost of all charges,
 * to the nano-unit.
 *
 * @param charges - those of whole periods together, so that parts of a node are told of what all of it is
 */
export function focusRows(
  charges: readonly FocusCharge[],
  options: FocusOptions,
): FocusRow[] {
  const parts = charges.flatMap(charge =>
    partsOf(charge.record.figures, charge.price).map(part => ({
      charge,
      part,
      origin: originOf(charge, part),
    })),
  );
  const origins = new Map<string, number>();
  for (const { part, origin } of parts) {
    origins.set(origin, (origins.get(origin) ?? 0) + part.modelled);
  }
  return parts.map(({ charge, part, origin }) =>
    focusRow(
      charge,
      part,
      options,
      options.complete ? origins.get(origin) : undefined,
    ),
  );
}
