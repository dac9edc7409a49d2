import type { AttributionSource } from '@portlight/plugin-portlight-backend/src/cost/attribution';
import { HourComputer } from '@portlight/plugin-portlight-backend/src/cost/job';
import type { PriceBook } from '@portlight/plugin-portlight-backend/src/cost/prices';
import { DEFAULT_COST_SETTINGS } from '@portlight/plugin-portlight-backend/src/cost/settings';
import { SqlCostStore } from '@portlight/plugin-portlight-backend/src/cost/store';
import {
  type Lease,
  migrationsDirectory,
} from '@portlight/plugin-portlight-backend/src/inventory';
import {
  createAttributor,
  type NodePrice,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

export const HOUR = 3_600;
export const DAY = 24 * HOUR;
const GIB = 2 ** 30;

/** The hour that is computed: 2026-11-21T12:00:00Z. */
export const BEGIN = Date.UTC(2026, 10, 21, 12) / 1000;

export const LEASE: Lease = {
  type: 'cluster',
  name: 'bench',
  token: 1,
  check: async () => {},
};

const origin = { source: 'custom', version: 'bench' };

/** Prices of a bench: the configured ones are a look into memory as well. */
export const PRICES: PriceBook = {
  forHour: async () => ({
    node: ({ instanceType = '', capacityType, region }): NodePrice => ({
      id: `${instanceType} ${capacityType}`,
      hourly: 0.384,
      cpu: 0.0312,
      memory: 0.0042 / GIB,
      gpu: 0,
      origin,
      instanceType,
      region,
      capacityType,
    }),
    storage: () => ({ id: 'storage', price: 0.0001 / GIB, origin }),
    loadBalancer: () => ({ id: 'load balancer', price: 0.025, origin }),
    network: () => undefined,
    managementFee: () => ({ id: 'fee', price: 0.1, origin }),
  }),
};

/** As many entities as a large catalog has, each of which says what is its own by a label. */
function attributionSource(): AttributionSource {
  const attributor = createAttributor({
    day: '2026-11-21',
    entities: Array.from({ length: 2_000 }, (_, index) => ({
      ref: `component:default/app-${index}`,
      selector: { kubernetesId: `app-${index}` },
      owner: `group:default/team-${index % 60}`,
      system: `system:default/system-${index % 100}`,
    })),
  });
  return { forDay: async () => attributor };
}

/** The store and what computes hours, on a migrated database. */
export async function prepare(knex: Knex, now: () => number) {
  await knex.migrate.latest({ directory: migrationsDirectory() });
  const settings = { ...DEFAULT_COST_SETTINGS };
  return {
    settings,
    store: new SqlCostStore({ knex, settings, now }),
    computer: new HourComputer({
      prices: PRICES,
      attribution: attributionSource(),
      settings,
    }),
  };
}

/** What a piece of work takes, in seconds. */
export async function taken(
  work: () => Promise<unknown>,
): Promise<{ cpu: number; wall: number }> {
  const before = process.cpuUsage();
  const began = performance.now();
  await work();
  const wall = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1e6 };
}
