import { flag, items, text, compact } from '../prune';
import { defineKind } from './defineKind';

export const serviceAccountKind = defineKind({
  kind: 'ServiceAccount',
  group: '',
  version: 'v1',
  resource: 'serviceaccounts',
  namespaced: true,
  keep: ({ object }) => ({
    automountServiceAccountToken: flag(object.automountServiceAccountToken),
    imagePullSecrets: items(object.imagePullSecrets, secret =>
      compact({ name: text(secret.name, 253) }),
    ),
  }),
});
