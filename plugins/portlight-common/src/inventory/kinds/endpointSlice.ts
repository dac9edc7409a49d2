import { compact, fields, flag, items, number, text, texts } from '../prune';
import { defineKind } from './defineKind';

export const endpointSliceKind = defineKind({
  kind: 'EndpointSlice',
  group: 'discovery.k8s.io',
  version: 'v1',
  resource: 'endpointslices',
  namespaced: true,
  metadata: { annotations: [] },
  keep: ({ object }) => ({
    addressType: text(object.addressType, 63),
    // The API allows 1000 endpoints in a slice.
    endpoints: items(
      object.endpoints,
      endpoint => {
        const conditions = fields(endpoint.conditions);
        const target = fields(endpoint.targetRef);
        return compact({
          addresses: texts(endpoint.addresses, 10),
          conditions: compact({
            ready: flag(conditions.ready),
            serving: flag(conditions.serving),
            terminating: flag(conditions.terminating),
          }),
          hostname: text(endpoint.hostname, 253),
          nodeName: text(endpoint.nodeName, 253),
          zone: text(endpoint.zone, 253),
          targetRef: compact({
            kind: text(target.kind, 63),
            name: text(target.name, 253),
          }),
        });
      },
      1000,
    ),
    ports: items(object.ports, port =>
      compact({
        name: text(port.name, 63),
        port: number(port.port),
        protocol: text(port.protocol, 63),
        appProtocol: text(port.appProtocol, 253),
      }),
    ),
  }),
});
