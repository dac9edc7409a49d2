import {
  compact,
  fields,
  flag,
  items,
  pruneConditions,
  quantities,
  text,
} from '../prune';
import { defineKind } from './defineKind';

export const nodeKind = defineKind({
  kind: 'Node',
  group: '',
  version: 'v1',
  resource: 'nodes',
  namespaced: false,
  keep: ({ spec, status }) => {
    const info = fields(status.nodeInfo);
    return {
      spec: compact({
        providerID: text(spec.providerID),
        unschedulable: flag(spec.unschedulable),
        taints: items(spec.taints, taint =>
          compact({
            key: text(taint.key, 317),
            value: text(taint.value, 253),
            effect: text(taint.effect, 63),
            timeAdded: text(taint.timeAdded, 64),
          }),
        ),
      }),
      status: compact({
        capacity: quantities(status.capacity),
        allocatable: quantities(status.allocatable),
        conditions: pruneConditions(status.conditions),
        addresses: items(
          status.addresses,
          address =>
            compact({
              type: text(address.type, 63),
              address: text(address.address, 253),
            }),
          20,
        ),
        nodeInfo: compact({
          kubeletVersion: text(info.kubeletVersion, 253),
          containerRuntimeVersion: text(info.containerRuntimeVersion, 253),
          kernelVersion: text(info.kernelVersion, 253),
          osImage: text(info.osImage, 253),
          operatingSystem: text(info.operatingSystem, 63),
          architecture: text(info.architecture, 63),
        }),
      }),
    };
  },
});
