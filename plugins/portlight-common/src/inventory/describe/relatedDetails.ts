import type { KubernetesObject } from '../../kubernetes';

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Such as `3 to 10 replicas, now 10`. */
export function autoscalerDetail({ spec, status }: KubernetesObject): string {
  const range = `${spec?.minReplicas ?? 1} to ${plural(
    spec?.maxReplicas ?? 0,
    'replica',
  )}`;
  return status?.currentReplicas === undefined
    ? range
    : `${range}, now ${status.currentReplicas}`;
}

/** Such as `at least 2 available, 1 disruption allowed`. */
export function disruptionBudgetDetail({
  spec,
  status,
}: KubernetesObject): string {
  const wish =
    spec?.minAvailable !== undefined
      ? `at least ${spec.minAvailable} available`
      : `at most ${spec?.maxUnavailable ?? 1} unavailable`;
  return status?.disruptionsAllowed === undefined
    ? wish
    : `${wish}, ${plural(status.disruptionsAllowed, 'disruption')} allowed`;
}

/** Such as `ClusterIP, port 80, 3 of 4 endpoints ready`. */
export function serviceDetail(
  { spec }: KubernetesObject,
  slices: readonly KubernetesObject[],
): string {
  const parts = [spec?.clusterIP === 'None' ? 'headless' : spec?.type];
  const ports: number[] = (spec?.ports ?? []).map((port: any) => port.port);
  if (ports.length > 0) {
    const shown = ports.slice(0, 5).join(', ');
    const more = ports.length > 5 ? ` and ${ports.length - 5} more` : '';
    parts.push(`port${ports.length === 1 ? '' : 's'} ${shown}${more}`);
  }
  // One endpoint may stand in several slices, of IPv4 and IPv6.
  const endpoints = new Map<string, boolean>();
  for (const slice of slices) {
    for (const endpoint of slice.endpoints ?? []) {
      const key = endpoint.targetRef?.name ?? endpoint.addresses?.[0] ?? '';
      // An absent condition counts as ready.
      const ready = endpoint.conditions?.ready !== false;
      endpoints.set(key, ready || (endpoints.get(key) ?? false));
    }
  }
  if (slices.length > 0) {
    const ready = [...endpoints.values()].filter(Boolean).length;
    parts.push(`${ready} of ${plural(endpoints.size, 'endpoint')} ready`);
  }
  return parts.filter(Boolean).join(', ');
}

/** Such as `shop.example.com, www.example.com`. */
export function ingressDetail({ spec }: KubernetesObject): string {
  const hosts = new Set<string>(
    (spec?.rules ?? []).map((rule: any) => rule.host ?? 'any host'),
  );
  return [...hosts].slice(0, 5).join(', ');
}

/** Such as `10Gi of fast-ssd, Bound`. */
export function claimDetail({ spec, status }: KubernetesObject): string {
  const size = status?.capacity?.storage ?? spec?.resources?.requests?.storage;
  const storage = [size, spec?.storageClassName].filter(Boolean).join(' of ');
  return [storage, status?.phase].filter(Boolean).join(', ');
}
