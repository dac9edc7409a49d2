/** What a line of a bill may say. @public */
export const BILL_FIELDS = [
  'start',
  'end',
  'cost',
  'currency',
  'cluster',
  'instanceType',
  'capacityType',
  'resourceId',
  'tags',
  'category',
  'service',
  'unit',
  'details',
] as const;

/** One of {@link BILL_FIELDS}. @public */
export type BillField = (typeof BILL_FIELDS)[number];

/** The headers that mean a field. Those of FOCUS are first. */
export const BILL_COLUMNS: Readonly<Record<BillField, readonly string[]>> = {
  start: [
    'ChargePeriodStart',
    'lineItem/UsageStartDate',
    'line_item_usage_start_date',
    'usage start time',
    'start',
    'usage date',
    'date',
    'day',
  ],
  end: [
    'ChargePeriodEnd',
    'lineItem/UsageEndDate',
    'line_item_usage_end_date',
    'usage end time',
    'end',
  ],
  cost: [
    'EffectiveCost',
    'effective cost',
    'amortized cost',
    'cost in billing currency',
    'cost',
    'amount',
    'total',
  ],
  currency: [
    'BillingCurrency',
    'lineItem/CurrencyCode',
    'line_item_currency_code',
    'currency code',
    'currency',
  ],
  cluster: ['x_ClusterName', 'cluster', 'cluster name'],
  instanceType: [
    'x_InstanceType',
    'product/instanceType',
    'product_instance_type',
    'instance type',
    'machine type',
    'vm size',
  ],
  capacityType: ['PricingCategory', 'capacity type', 'purchase option'],
  resourceId: [
    'ResourceId',
    'lineItem/ResourceId',
    'line_item_resource_id',
    'resource id',
    'instance id',
    'provider id',
  ],
  tags: ['Tags', 'labels'],
  category: ['ChargeCategory'],
  service: ['ServiceCategory'],
  unit: ['ConsumedUnit', 'PricingUnit'],
  details: ['SkuPriceDetails'],
};

/** Tags with the name of the cluster that a machine is of, as the clouds' own tools set them. */
export const CLUSTER_TAGS: readonly string[] = [
  'aws:eks:cluster-name',
  'eks:cluster-name',
  'alpha.eksctl.io/cluster-name',
  'goog-k8s-cluster-name',
  'aks-managed-cluster-name',
  'k8s-cluster-name',
  'cluster',
];

/** A tag whose name has the name of the cluster behind it. */
export const OWNED_TAG = 'kubernetes.io/cluster/';

/** Columns that only version 1.3 has. */
export const FOCUS_1_3 = [
  'AllocatedMethodId',
  'AllocatedResourceId',
  'ContractApplied',
  'ServiceProviderName',
  'HostProviderName',
];
