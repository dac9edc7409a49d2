import { compact, tree } from '../prune';
import { defineKind } from './defineKind';
import { endpoints, namespaceSelector } from './monitorEndpoints';

export const serviceMonitorKind = defineKind({
  kind: 'ServiceMonitor',
  group: 'monitoring.coreos.com',
  version: 'v1',
  resource: 'servicemonitors',
  namespaced: true,
  optional: true,
  keep: ({ spec }) => ({
    spec: compact({
      selector: spec.selector && tree(spec.selector),
      namespaceSelector: namespaceSelector(spec.namespaceSelector),
      endpoints: endpoints(spec.endpoints),
    }),
  }),
});
