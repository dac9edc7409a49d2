import type {
  ApiObject,
  ApiObjectInput,
  SimulatedCluster,
} from '@portlight/simulator';
import {
  fieldValues,
  toFieldsV1,
} from '@portlight/simulator/src/server/write/fieldSets';

/** The field manager of what a kind's status says; the rest comes from controllers. */
const STATUS_MANAGER: Record<string, string> = {
  Node: 'kubelet',
  Pod: 'kubelet',
};

function managedFields(object: ApiObject) {
  const entry = (part: 'spec' | 'status', manager: string) => {
    const fields = fieldValues(object, part).keys();
    return {
      manager,
      operation: 'Update' as const,
      apiVersion: object.apiVersion!,
      time: object.metadata.creationTimestamp,
      fieldsType: 'FieldsV1' as const,
      fieldsV1: toFieldsV1(fields),
      ...(part === 'status' ? { subresource: part } : {}),
    };
  };
  return [
    entry('spec', 'kube-controller-manager'),
    ...(object.status
      ? [
          entry(
            'status',
            STATUS_MANAGER[object.kind] ?? 'kube-controller-manager',
          ),
        ]
      : []),
  ];
}

/** The volume with the token of its service account, which admission gives every pod. */
function withTokenVolume(pod: ApiObject): ApiObject {
  const name = `kube-api-access-${pod.metadata.uid.slice(0, 5)}`;
  return {
    ...pod,
    spec: {
      ...pod.spec,
      volumes: [
        ...(pod.spec.volumes ?? []),
        {
          name,
          projected: {
            defaultMode: 420,
            sources: [
              {
                serviceAccountToken: { expirationSeconds: 3607, path: 'token' },
              },
              {
                configMap: {
                  name: 'kube-root-ca.crt',
                  items: [{ key: 'ca.crt', path: 'ca.crt' }],
                },
              },
              {
                downwardAPI: {
                  items: [
                    {
                      path: 'namespace',
                      fieldRef: {
                        apiVersion: 'v1',
                        fieldPath: 'metadata.namespace',
                      },
                    },
                  ],
                },
              },
            ],
          },
        },
      ],
      containers: pod.spec.containers.map((container: any) => ({
        ...container,
        volumeMounts: [
          ...(container.volumeMounts ?? []),
          {
            name,
            readOnly: true,
            mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
          },
        ],
      })),
    },
  };
}

function asServed(object: ApiObject): ApiObjectInput {
  const full = object.kind === 'Pod' ? withTokenVolume(object) : object;
  return {
    ...full,
    metadata: { ...full.metadata, managedFields: managedFields(full) },
  };
}

/**
 * Gives objects what real API servers send with them and nobody reads: managed fields (a third of a pod's
 * bytes) and token volumes. Without them every client would look better than it is.
 */
export function toFullSize({ store }: SimulatedCluster): void {
  for (const kind of [
    'Node',
    'Namespace',
    'Deployment',
    'ReplicaSet',
    'Pod',
    'Service',
    'EndpointSlice',
    'ServiceAccount',
  ]) {
    const resource = store.resources.forKind(kind);
    for (const { metadata } of store.list(resource)) {
      store.modify(resource, metadata.namespace, metadata.name, asServed);
    }
  }
  store.compact();
}
