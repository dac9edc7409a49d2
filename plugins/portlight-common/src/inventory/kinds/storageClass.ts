import { flag, text } from '../prune';
import { defineKind } from './defineKind';

export const storageClassKind = defineKind({
  kind: 'StorageClass',
  group: 'storage.k8s.io',
  version: 'v1',
  resource: 'storageclasses',
  namespaced: false,
  keep: ({ object }) => ({
    provisioner: text(object.provisioner, 253),
    reclaimPolicy: text(object.reclaimPolicy, 63),
    volumeBindingMode: text(object.volumeBindingMode, 63),
    allowVolumeExpansion: flag(object.allowVolumeExpansion),
  }),
});
