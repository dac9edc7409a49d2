import {
  compact,
  fields,
  flag,
  items,
  number,
  numberOrText,
  pruneConditions,
  text,
  textMap,
} from '../prune';
import { defineKind } from './defineKind';

export const serviceKind = defineKind({
  kind: 'Service',
  group: '',
  version: 'v1',
  resource: 'services',
  namespaced: true,
  keep: ({ spec, status }) => ({
    spec: compact({
      type: text(spec.type, 63),
      clusterIP: text(spec.clusterIP, 63),
      externalName: text(spec.externalName, 253),
      loadBalancerClass: text(spec.loadBalancerClass, 253),
      publishNotReadyAddresses: flag(spec.publishNotReadyAddresses),
      selector: textMap(spec.selector),
      ports: items(spec.ports, port =>
        compact({
          name: text(port.name, 63),
          port: number(port.port),
          targetPort: numberOrText(port.targetPort),
          nodePort: number(port.nodePort),
          protocol: text(port.protocol, 63),
        }),
      ),
    }),
    status: compact({
      loadBalancer: compact({
        ingress: items(
          fields(status.loadBalancer).ingress,
          ingress =>
            compact({
              ip: text(ingress.ip, 63),
              hostname: text(ingress.hostname, 253),
            }),
          20,
        ),
      }),
      conditions: pruneConditions(status.conditions),
    }),
  }),
});
