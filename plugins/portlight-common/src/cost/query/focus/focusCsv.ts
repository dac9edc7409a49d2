import { csvLine } from '../csv';
import { focusRows } from './focusRows';
import type { FocusCharge, FocusOptions, FocusVersion } from './types';

/** In both versions, in the order of the alphabet as the specification has them. */
const COLUMNS = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingAccountType',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ContractedCost',
  'ContractedUnitPrice',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'ListUnitPrice',
  'PricingCategory',
  'PricingCurrency',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'RegionId',
  'RegionName',
  'ResourceId',
  'ResourceName',
  'ResourceType',
  'ServiceCategory',
  'ServiceName',
  'ServiceSubcategory',
  'SkuId',
  'SkuMeter',
  'SkuPriceId',
  'SubAccountId',
  'SubAccountName',
  'SubAccountType',
  'Tags',
];

/** Of 1.3, for charges that were split. */
const SPLIT_COLUMNS = [
  'AllocatedMethodDetails',
  'AllocatedMethodId',
  'AllocatedResourceId',
  'AllocatedResourceName',
  'AllocatedTags',
  'HostProviderName',
  'ServiceProviderName',
];

const OWN_COLUMNS = [
  'x_CostClass',
  'x_Incomplete',
  'x_PriceSource',
  'x_PriceVersion',
];

/** The columns of an export. */
export function focusColumns(version: FocusVersion): string[] {
  return [
    ...(version === '1.3' ? [...COLUMNS, ...SPLIT_COLUMNS].sort() : COLUMNS),
    ...OWN_COLUMNS,
  ];
}

/** The first line of an export. @public */
export function focusHeader(version: FocusVersion): string {
  return csvLine(focusColumns(version));
}

/** The lines of charges, without a header. @public */
export function focusLines(
  charges: readonly FocusCharge[],
  options: FocusOptions,
): string {
  const columns = focusColumns(options.version);
  return focusRows(charges, options)
    .map(row => csvLine(columns.map(column => row[column])))
    .join('');
}
