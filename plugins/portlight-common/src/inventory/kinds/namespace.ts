import { compact, pruneConditions, text } from '../prune';
import { defineKind } from './defineKind';

export const namespaceKind = defineKind({
  kind: 'Namespace',
  group: '',
  version: 'v1',
  resource: 'namespaces',
  namespaced: false,
  keep: ({ status }) => ({
    status: compact({
      phase: text(status.phase, 63),
      conditions: pruneConditions(status.conditions),
    }),
  }),
});
