import {
  compact,
  fields,
  pruneConditions,
  quantities,
  text,
  texts,
} from '../prune';
import { defineKind } from './defineKind';

export const persistentVolumeClaimKind = defineKind({
  kind: 'PersistentVolumeClaim',
  group: '',
  version: 'v1',
  resource: 'persistentvolumeclaims',
  namespaced: true,
  keep: ({ spec, status }) => ({
    spec: compact({
      storageClassName: text(spec.storageClassName, 253),
      volumeName: text(spec.volumeName, 253),
      volumeMode: text(spec.volumeMode, 63),
      accessModes: texts(spec.accessModes, 10),
      resources: compact({
        requests: quantities(fields(spec.resources).requests),
      }),
    }),
    status: compact({
      phase: text(status.phase, 63),
      capacity: quantities(status.capacity),
      conditions: pruneConditions(status.conditions),
    }),
  }),
});
