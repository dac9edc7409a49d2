import type { ResourceDefinition } from '../../store';

const GROUP = 'monitoring.coreos.com';

const KINDS = [
  ['ServiceMonitor', 'servicemonitors', 'smon'],
  ['PodMonitor', 'podmonitors', 'pmon'],
  ['PrometheusRule', 'prometheusrules', 'promrule'],
] as const;

/** The resources that the Prometheus operator brings. */
export const MONITORING_RESOURCES: readonly ResourceDefinition[] = KINDS.map(
  ([kind, resource, shortName]) => ({
    group: GROUP,
    version: 'v1',
    resource,
    singular: kind.toLowerCase(),
    kind,
    namespaced: true,
    shortNames: [shortName],
    generation: true,
    custom: true,
  }),
);

/** The CustomResourceDefinition objects of these resources. */
export function monitoringDefinitions() {
  return KINDS.map(([kind, plural, shortName]) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        shortNames: [shortName],
        categories: ['prometheus-operator'],
      },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      ],
    },
    status: {
      conditions: [
        {
          type: 'Established',
          status: 'True',
          reason: 'InitialNamesAccepted',
          message: 'the initial names have been accepted',
        },
      ],
    },
  }));
}

/** The alerts of a service. */
export function alertsOf(
  name: string,
  namespace: string,
  labels: Record<string, string>,
) {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'PrometheusRule',
    metadata: { name: `${name}-alerts`, namespace, labels },
    spec: {
      groups: [
        {
          name,
          rules: [
            {
              alert: 'HighErrorRate',
              expr: `sum(rate(http_requests_total{job="${name}",code=~"5.."}[5m])) / sum(rate(http_requests_total{job="${name}"}[5m])) > 0.01`,
              for: '10m',
              labels: { severity: 'page' },
            },
          ],
        },
      ],
    },
  };
}
