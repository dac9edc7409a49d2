import { defineKind } from './defineKind';

/** Helm releases: only their metadata is ever asked for; labels say name, revision and status. */
export const secretKind = defineKind({
  kind: 'Secret',
  group: '',
  version: 'v1',
  resource: 'secrets',
  namespaced: true,
  metadataOnly: true,
  fieldSelector: 'type=helm.sh/release.v1',
  metadata: { annotations: [] },
});
