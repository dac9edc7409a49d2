/**
 * What the hour of {@link ./scenario} costs, in EUR, reckoned by hand. A core-hour of `steady` and `full` is 0.05 and a
 * GiB-hour 0.0125 (4 x 0.05 + 8 x 0.0125 = 0.3; 2 x 0.05 + 4 x 0.0125 = 0.15); of `cheap` 0.02 and 0.005.
 */

/** A row of a report. */
export interface ExpectedRow {
  name: string;
  cpu?: number;
  memory?: number;
  storage?: number;
  loadBalancer?: number;
  other?: number;
  total: number;
}

/** Rows by namespace and workload, without what belongs to nobody. */
export const WORKLOAD_ROWS: readonly ExpectedRow[] = [
  // Two pods with 0.5 + 0.25 cores and 1 + 0.5 GiB each: the sidecar runs as long as they do.
  {
    name: 'shop/web',
    cpu: 2 * 0.75 * 0.05,
    memory: 2 * 1.5 * 0.0125,
    loadBalancer: 0.03,
    total: 0.1425,
  },
  // Its init container reserved more than the container that runs: 1 core and 1 GiB.
  { name: 'shop/importer', cpu: 0.05, memory: 0.0125, total: 0.0625 },
  // Its image cannot be pulled, but it holds 0.25 cores and 0.5 GiB of its node, until it is deleted after half an hour.
  { name: 'shop/broken', cpu: 0.00625, memory: 0.003125, total: 0.009375 },
  // It requests nothing and uses the whole node, which saver has reserved: both have half of it.
  { name: 'shop/greedy', cpu: 0.05, memory: 0.025, total: 0.075 },
  { name: 'lake/saver', cpu: 0.05, memory: 0.025, total: 0.075 },
  // 0.125 cores, 0.5 GiB; the volume of 10 GiB is its alone in half of the hour and by half in the other.
  {
    name: 'lake/reader',
    cpu: 0.00625,
    memory: 0.00625,
    storage: 10 * 0.0002 * (0.5 + 0.25),
    total: 0.014,
  },
  // The same for half an hour.
  {
    name: 'lake/adhoc',
    cpu: 0.003125,
    memory: 0.003125,
    storage: 10 * 0.0002 * 0.25,
    total: 0.00675,
  },
  // 1 core and 2 GiB on spot for a quarter of an hour.
  { name: 'lake/report', cpu: 0.005, memory: 0.0025, total: 0.0075 },
  // 1.8 cores and 4.5 GiB on spot for twenty seconds.
  { name: 'lake/blink', cpu: 0.0002, memory: 0.000125, total: 0.000325 },
  // 0.125 cores and 0.25 GiB on each of two nodes, of which one is gone after 45 minutes.
  {
    name: 'system/agent',
    cpu: 0.00625 + 0.75 * 0.0025,
    memory: 0.003125 + 0.75 * 0.00125,
    total: 0.0121875,
  },
];

/** What belongs to no workload. */
export const OTHER_ROWS: readonly ExpectedRow[] = [
  // A volume of 5 GiB that no pod mounts.
  { name: 'lake/__unmounted__', storage: 5 * 0.0002, total: 0.001 },
  // steady: 3.5 - 2.9375 cores and 7 - 5.25 GiB; cheap: 2.27125 core-hours and 4.5375 GiB-hours; full: nothing.
  {
    name: '__idle__',
    cpu: 0.5625 * 0.05 + 2.27125 * 0.02,
    memory: 1.75 * 0.0125 + 4.5375 * 0.005,
    total: 0.1181125,
  },
  // steady: 0.5 cores and 1 GiB; cheap: the same for 45 minutes.
  {
    name: '__overhead__',
    cpu: 0.025 + 0.75 * 0.01,
    memory: 0.0125 + 0.75 * 0.005,
    total: 0.04875,
  },
  { name: '__management_fee__', other: 0.1, total: 0.1 },
];

/** Nodes 0.3 + 0.75 x 0.12 + 0.15, 15 GiB of volumes, the load balancer, the fee. */
export const TOTAL = 0.3 + 0.09 + 0.15 + 15 * 0.0002 + 0.03 + 0.1;

/** Namespaces, teams and cost centres are sums of rows. */
export const NAMESPACES: Record<string, number> = {
  shop: 0.1425 + 0.0625 + 0.009375 + 0.075,
  lake: 0.075 + 0.014 + 0.00675 + 0.0075 + 0.000325,
  system: 0.0121875,
};

/** An hour later: `cheap`, `broken`, `adhoc`, `report` and `blink` are gone, and of usage nothing is known. */
export const LATER: Record<string, number> = {
  'shop/web': 0.1425,
  'shop/importer': 0.0625,
  // It requested nothing.
  'shop/greedy': 0,
  'lake/saver': 0.15,
  'lake/reader': 0.0125 + 0.002,
  'lake/__unmounted__': 0.001,
  'system/agent': 0.009375,
  // 3.5 - 2.75 cores and 7 - 4.75 GiB of steady.
  __idle__: 0.75 * 0.05 + 2.25 * 0.0125,
  __overhead__: 0.0375,
  __management_fee__: 0.1,
};
