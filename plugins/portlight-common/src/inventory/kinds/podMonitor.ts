import { compact, tree } from '../prune';
import { defineKind } from './defineKind';
import { endpoints, namespaceSelector } from './monitorEndpoints';

export const podMonitorKind = defineKind({
  kind: 'PodMonitor',
  group: 'monitoring.coreos.com',
  version: 'v1',
  resource: 'podmonitors',
  namespaced: true,
  optional: true,
  keep: ({ spec }) => ({
    spec: compact({
      selector: spec.selector && tree(spec.selector),
      namespaceSelector: namespaceSelector(spec.namespaceSelector),
      podMetricsEndpoints: endpoints(spec.podMetricsEndpoints),
    }),
  }),
});
