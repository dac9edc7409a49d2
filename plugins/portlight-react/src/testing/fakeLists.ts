import {
  HEALTH_RANK,
  PortlightError,
  type HealthStatus,
  type Page,
} from '@portlight/plugin-portlight-common';

/** The answer about what does not exist. */
export const notFound = (what: string) =>
  new PortlightError({
    message: `${what} does not exist.`,
    code: 'not-found',
    status: 404,
  });

/** What lists filter by. */
export interface Listed {
  cluster: string;
  namespace?: string;
  kind?: string;
  name?: string;
  phase?: string;
  owner?: string;
  images?: string[];
  health?: { status: HealthStatus };
}

export function has(
  values: readonly string[] | undefined,
  value: string | undefined,
) {
  return !values || (value !== undefined && values.includes(value));
}

export function count<T>(items: readonly T[], of: (item: T) => string) {
  const result: Record<string, number> = {};
  for (const item of items) result[of(item)] = (result[of(item)] ?? 0) + 1;
  return result;
}

export function page<T>(
  items: readonly T[],
  query: { limit?: number; cursor?: string },
): Page<T> {
  const from = Number(query.cursor ?? 0);
  const to = from + (query.limit ?? 100);
  return {
    items: items.slice(from, to),
    total: items.length,
    ...(to < items.length ? { nextCursor: String(to) } : {}),
  };
}

export function valueOf(item: Listed, column: string): string | number {
  if (column === 'health')
    return item.health ? HEALTH_RANK[item.health.status] : 9;
  const value = (item as unknown as Record<string, unknown>)[column];
  return typeof value === 'number' ? value : String(value ?? '');
}

export function compare(a: string | number, b: string | number) {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}
