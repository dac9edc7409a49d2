/** The names under `portlight.cost`, as `readPortlightConfig` checks them; each part reads its own. */
export const COST_SHAPE = {
  enabled: true,
  currency: true,
  exchangeRates: true,
  timeZone: true,
  policy: true,
  retention: { hours: true, days: true, details: true, endedObjects: true },
  backfill: true,
  prices: true,
  attribution: true,
  sharing: true,
  budgets: true,
  anomalies: true,
} as const;
