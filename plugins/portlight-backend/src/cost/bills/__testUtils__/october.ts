// A month of a fleet on two clouds, and what they charge for it.
import type { CostHour, NodeSpan } from '@portlight/plugin-portlight-common';
import { HOUR, testHour } from '../../__testUtils__/testHours';

export const DAY = 24 * HOUR;
const GIB = 2 ** 30;
export const NANOS = 1e9;
/** October of the bill, and of the reports: with the day of 25 hours. */
export const MONTH = Date.UTC(2026, 9, 1) / 1000;
const DAYS = 31;
export const REPORTS = {
  timeZone: 'Europe/Berlin',
  since: MONTH - 2 * HOUR,
  until: MONTH + DAYS * DAY - HOUR,
};
export const NOW = Date.UTC(2026, 10, 21, 12) / 1000;

/** What the company has agreed to pay on average, which is what it configures; clouds bill something near it. */
export const COST = {
  prices: {
    custom: [
      {
        cluster: 'aws',
        instanceType: 'm5.large',
        capacityType: 'on-demand',
        discount: 0.2,
      },
      { instanceType: 'c5.xlarge', capacityType: 'spot', hourly: 0.062 },
    ],
    managementFee: [{ cluster: 'google', price: 0.1 }],
  },
};

interface Machine {
  cluster: string;
  name: string;
  instanceType: string;
  region: string;
  spot?: boolean;
  providerId: string;
  resourceId: string;
  cpu: number;
  gib: number;
  /** Hours of a day in which it runs. */
  hours: readonly [from: number, to: number];
  /** What an hour of a day costs in truth. */
  price(day: number): number;
}

function aws(
  name: string,
  rest: Pick<Machine, 'instanceType' | 'cpu' | 'gib' | 'hours' | 'price'> & {
    spot?: boolean;
  },
): Machine {
  const id = `i-0123456789abcde${name}`;
  return {
    cluster: 'aws',
    name,
    region: 'us-east-1',
    providerId: `aws:///us-east-1a/${id}`,
    resourceId: `arn:aws:ec2:us-east-1:123456789012:instance/${id}`,
    ...rest,
  };
}

function google(
  name: string,
  rest: Pick<Machine, 'instanceType' | 'cpu' | 'gib' | 'hours' | 'price'> & {
    spot?: boolean;
  },
): Machine {
  return {
    cluster: 'google',
    name,
    region: 'us-central1',
    providerId: `gce://shop/us-central1-a/${name}`,
    resourceId: `//compute.googleapis.com/projects/shop/zones/us-central1-a/instances/${name}`,
    ...rest,
  };
}

const LARGE = { instanceType: 'm5.large', cpu: 2, gib: 8 };
const SPOT = { instanceType: 'c5.xlarge', cpu: 4, gib: 8, spot: true };
const N1 = { instanceType: 'n1-standard-4', cpu: 4, gib: 15 };
/** A savings plan of 28 % for the first machine; the second has none that month and only the discount of the contract. */
const PLAN = () => 0.096 * 0.72;
const CONTRACT = () => 0.096 * 0.92;
/** The market moves by up to a quarter. */
const MARKET = (day: number) =>
  0.0635 * (1 + 0.25 * Math.sin(day / 3) * Math.cos(day));
/** List price in the first days, and what is used all month is cheaper towards its end. */
const SUSTAINED = (day: number) => 0.19 * (day < 10 ? 1 : 0.955);

const MACHINES: readonly Machine[] = [
  aws('a1', { ...LARGE, hours: [0, 24], price: PLAN }),
  aws('a2', { ...LARGE, hours: [0, 24], price: CONTRACT }),
  aws('b1', { ...SPOT, hours: [0, 24], price: MARKET }),
  aws('b2', { ...SPOT, hours: [8, 20], price: MARKET }),
  google('n1', { ...N1, hours: [0, 24], price: SUSTAINED }),
  google('n2', { ...N1, hours: [6, 22], price: SUSTAINED }),
];
export const CLUSTERS = ['aws', 'google'];

export function hourOf(cluster: string, hour: number): CostHour {
  const inDay = (hour % DAY) / HOUR;
  const machines = MACHINES.filter(
    machine =>
      machine.cluster === cluster &&
      machine.hours[0] <= inDay &&
      inDay < machine.hours[1],
  );
  const plain = testHour({
    cluster,
    hour,
    nodes: machines.length,
    podsPerNode: 2,
    workloads: 2,
  });
  return {
    ...plain,
    nodes: plain.nodes.map((node, index): NodeSpan => {
      const { name, providerId, instanceType, region, ...machine } =
        machines[index];
      const capacity = { cpu: machine.cpu, memory: machine.gib * GIB, gpu: 0 };
      return {
        ...node,
        uid: name,
        providerId,
        instanceType,
        region,
        capacityType: machine.spot ? 'spot' : 'on-demand',
        capacity,
        allocatable: { ...capacity, cpu: machine.cpu * 0.94 },
      };
    }),
  };
}

/** What a cloud charges for a machine on a day: also for the minutes in which it starts and is not a node yet. */
interface Charge {
  machine: Machine;
  day: number;
  cost: number;
}

export const CHARGES: readonly Charge[] = MACHINES.flatMap(machine =>
  Array.from({ length: DAYS }, (_, day) => {
    const hours = machine.hours[1] - machine.hours[0];
    const starting = hours < 24 ? 2 / 60 : 0;
    const cost = machine.price(day) * (hours + starting);
    return { machine, day, cost: Math.round(cost * 1e6) / 1e6 };
  }),
);
export const BILLED = CHARGES.reduce(
  (sum, { cost }) => sum + Math.round(cost * NANOS),
  0,
);

const iso = (at: number) => new Date(at * 1000).toISOString();
const quoted = (value: unknown) =>
  `"${JSON.stringify(value).replaceAll('"', '""')}"`;

/** A bill with all that a bill has besides machines. */
export function focus(version: '1.2' | '1.3'): string {
  const own = version === '1.3' ? ['ServiceProviderName'] : ['ProviderName'];
  const header = [
    'BilledCost',
    'BillingCurrency',
    'ChargeCategory',
    'ChargePeriodStart',
    'ChargePeriodEnd',
    'ConsumedUnit',
    'EffectiveCost',
    'PricingCategory',
    'ResourceId',
    'ServiceCategory',
    'SkuPriceDetails',
    'Tags',
    ...own,
  ];
  const line = (values: Record<string, string | number>) =>
    header.map(name => values[name] ?? '').join(',');
  const common = (day: number, cost: number) => ({
    BilledCost: 0,
    BillingCurrency: 'USD',
    ChargeCategory: 'Usage',
    ChargePeriodStart: iso(MONTH + day * DAY),
    ChargePeriodEnd: iso(MONTH + (day + 1) * DAY),
    EffectiveCost: cost,
    ServiceProviderName: 'A cloud',
    ProviderName: 'A cloud',
  });
  const others = Array.from({ length: DAYS }, (_, day) => [
    { ...common(day, 0.8), ServiceCategory: 'Storage', ResourceId: 'vol-1' },
    {
      ...common(day, 1.3),
      ServiceCategory: 'Compute',
      ConsumedUnit: 'GB',
      ResourceId: MACHINES[0].resourceId,
    },
  ]).flat();
  return [
    header.join(','),
    ...CHARGES.map(({ machine, day, cost }) =>
      line({
        ...common(day, cost),
        ServiceCategory: 'Compute',
        ConsumedUnit: 'Hours',
        PricingCategory: machine.spot ? 'Dynamic' : 'Committed',
        ResourceId: machine.resourceId,
        SkuPriceDetails: quoted({ InstanceType: machine.instanceType }),
        Tags: quoted({ team: 'shop' }),
      }),
    ),
    ...others.map(line),
    line({ ...common(0, 0), ChargeCategory: 'Purchase', BilledCost: 900 }),
    line({ ...common(0, 31.4), ChargeCategory: 'Tax' }),
    '',
  ].join('\r\n');
}

/** The same as a spreadsheet in Germany has it, without any id. */
export function spreadsheet(): string {
  return `\ufeff${[
    'Date;Cluster;Instance type;Purchase option;Cost',
    ...CHARGES.map(({ machine, day, cost }) =>
      [
        iso(MONTH + day * DAY).slice(0, 10),
        machine.cluster,
        machine.instanceType,
        machine.spot ? 'Spot' : 'On demand',
        String(cost).replace('.', ','),
      ].join(';'),
    ),
    ';;;;',
    '',
  ].join('\n')}`;
}
