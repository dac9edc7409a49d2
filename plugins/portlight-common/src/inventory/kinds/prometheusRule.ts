import { compact, items, text, textMap } from '../prune';
import { defineKind } from './defineKind';

export const prometheusRuleKind = defineKind({
  kind: 'PrometheusRule',
  group: 'monitoring.coreos.com',
  version: 'v1',
  resource: 'prometheusrules',
  namespaced: true,
  optional: true,
  // Expressions are what is searched for a workload's metrics; recording rules are not.
  keep: ({ spec }) => ({
    spec: compact({
      groups: items(spec.groups, group =>
        compact({
          name: text(group.name, 253),
          rules: items(group.rules, rule =>
            typeof rule.alert === 'string'
              ? compact({
                  alert: text(rule.alert, 253),
                  expr: text(rule.expr),
                  for: text(rule.for, 63),
                  labels: textMap(rule.labels, { maxItems: 10 }),
                })
              : undefined,
          ),
        }),
      ),
    }),
  }),
});
