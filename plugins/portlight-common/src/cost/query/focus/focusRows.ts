import { calendarPeriod } from '../../calendar';
import { fromNanos } from '../../money';
import type { CostKeys } from '../types';
import { partsOf } from './parts';
import { resourceOf, skuOf } from './skus';
import {
  allocatedName,
  allocatedTags,
  allocatedTo,
  allTags,
  methodDetails,
  methodOf,
  resourceTags,
} from './split';
import type { FocusCharge, FocusOptions, FocusPart, FocusRow } from './types';

const ISSUER = 'Portlight';
const ACCOUNT = 'portlight';

function time(at: number): string {
  return new Date(at * 1000).toISOString().replace('.000Z', 'Z');
}

/** What was charged; parts of a charge that was split are all of the same, and so have the same words. */
function describe(
  { class: name }: CostKeys,
  part: FocusPart,
  isPart: boolean,
): string {
  const what = part.resource === 'other' ? part.serviceName : part.resource;
  if (isPart) return `${what} of a cluster, split to what it was for`;
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

/** To whom a charge was split, and how. */
function splitColumns(
  keys: CostKeys,
  part: FocusPart,
  method: string | undefined,
  origin: number | undefined,
): FocusRow {
  const to = method === undefined ? null : allocatedTo(keys);
  return {
    AllocatedMethodDetails:
      method === undefined || origin === undefined
        ? null
        : methodDetails(part, origin),
    AllocatedMethodId: method ?? null,
    AllocatedResourceId: to,
    AllocatedResourceName: to === null ? null : allocatedName(keys),
    AllocatedTags: to === null ? null : allocatedTags(keys),
  };
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
  const sku = skuOf(keys.cluster, price, part);
  const method = methodOf(price, options.policy);
  // 1.2 has one row for each workload, as if that was what is paid for; 1.3 tells what is paid for and whose part it is.
  const split = options.version === '1.3';
  const to = split ? null : allocatedTo(keys);
  const provider = options.providerOf(keys.cluster);
  const cost = fromNanos(part.effective);
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
    ChargeDescription: describe(keys, part, split && method !== undefined),
    ChargeFrequency: 'Usage-Based',
    ChargePeriodEnd: time(period.until),
    ChargePeriodStart: time(period.since),
    ConsumedQuantity: part.quantity,
    ConsumedUnit: part.unit,
    // Products, as FOCUS has them; what was rounded to the nano-unit and what the bill adds is in EffectiveCost.
    ContractedCost: part.unitPrice * part.quantity,
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
    ResourceId: to ?? resource.id,
    ResourceName: to === null ? resource.name : allocatedName(keys),
    ResourceType: to === null ? resource.type : 'Kubernetes workload',
    ServiceCategory: part.serviceCategory,
    ServiceName: part.serviceName,
    ServiceSubcategory: part.serviceSubcategory,
    SkuId: sku.id,
    SkuMeter: part.resource,
    SkuPriceId: sku.price,
    SubAccountId: keys.cluster,
    SubAccountName: keys.cluster,
    SubAccountType: 'Kubernetes cluster',
    Tags: split ? resourceTags(keys) : allTags(keys),
    ...(split
      ? {
          ...splitColumns(keys, part, method, origin),
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
