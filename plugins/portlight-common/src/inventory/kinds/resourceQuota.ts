import { compact, quantities, texts, tree } from '../prune';
import { defineKind } from './defineKind';

export const resourceQuotaKind = defineKind({
  kind: 'ResourceQuota',
  group: '',
  version: 'v1',
  resource: 'resourcequotas',
  namespaced: true,
  keep: ({ spec, status }) => ({
    spec: compact({
      hard: quantities(spec.hard),
      scopes: texts(spec.scopes, 20),
      scopeSelector: spec.scopeSelector && tree(spec.scopeSelector),
    }),
    status: compact({
      hard: quantities(status.hard),
      used: quantities(status.used),
    }),
  }),
});
