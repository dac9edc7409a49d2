import { compact, texts, tree } from '../prune';
import { defineKind } from './defineKind';

export const networkPolicyKind = defineKind({
  kind: 'NetworkPolicy',
  group: 'networking.k8s.io',
  version: 'v1',
  resource: 'networkpolicies',
  namespaced: true,
  keep: ({ spec }) => ({
    spec: compact({
      podSelector: spec.podSelector && tree(spec.podSelector),
      policyTypes: texts(spec.policyTypes),
      ingress: spec.ingress && tree(spec.ingress),
      egress: spec.egress && tree(spec.egress),
    }),
  }),
});
