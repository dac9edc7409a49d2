import {
  MAX_MESSAGE,
  compact,
  fields,
  quantities,
  text,
  texts,
  tree,
} from '../prune';
import { defineKind } from './defineKind';

export const persistentVolumeKind = defineKind({
  kind: 'PersistentVolume',
  group: '',
  version: 'v1',
  resource: 'persistentvolumes',
  namespaced: false,
  keep: ({ spec, status }) => ({
    spec: compact({
      capacity: quantities(spec.capacity),
      accessModes: texts(spec.accessModes, 10),
      storageClassName: text(spec.storageClassName, 253),
      persistentVolumeReclaimPolicy: text(
        spec.persistentVolumeReclaimPolicy,
        63,
      ),
      claimRef: compact({
        namespace: text(fields(spec.claimRef).namespace, 253),
        name: text(fields(spec.claimRef).name, 253),
      }),
      csi: compact({ driver: text(fields(spec.csi).driver, 253) }),
      nodeAffinity: spec.nodeAffinity && tree(spec.nodeAffinity),
    }),
    status: compact({
      phase: text(status.phase, 63),
      lastPhaseTransitionTime: text(status.lastPhaseTransitionTime, 64),
      reason: text(status.reason, 253),
      message: text(status.message, MAX_MESSAGE),
    }),
  }),
});
