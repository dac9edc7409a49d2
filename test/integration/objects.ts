/** The objects that the script writes: some of every kind that the mirror reads. */

/** What strangers may write wherever Kubernetes checks nothing. */
export const HOSTILE = [
  `'; DROP TABLE objects; --`,
  '<script>alert(1)</script>',
  '%00 ${jndi:ldap://x} \\u0000 \\',
  'line\nbreak\ttab\u0000nul\u2028\u202e',
  '💡 ä ß 漢字 \ud83d',
];

const labels = (app: string) => ({ app });

export function podTemplate(app: string, behaviour?: string) {
  return {
    metadata: {
      labels: {
        ...labels(app),
        ...(behaviour ? { 'portlight.test/behaviour': behaviour } : {}),
      },
    },
    spec: {
      containers: [
        {
          name: 'app',
          image: `registry.example:5000/team/${app}:1.0.0`,
          resources: {
            requests: { cpu: '50m', memory: '64Mi' },
            limits: { memory: '128Mi' },
          },
          readinessProbe: { httpGet: { path: '/readyz', port: 8080 } },
        },
      ],
    },
  };
}

export const deployment = (name: string, replicas: number) => ({
  metadata: {
    name,
    labels: labels(name),
    annotations: { hostile: HOSTILE.join(' ') },
  },
  spec: {
    replicas,
    selector: { matchLabels: labels(name) },
    template: podTemplate(name),
  },
});

export const statefulSet = (name: string, replicas: number) => ({
  metadata: { name },
  spec: {
    serviceName: name,
    replicas,
    podManagementPolicy: 'Parallel',
    selector: { matchLabels: labels(name) },
    template: podTemplate(name),
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'nothing-provisions-this',
          resources: { requests: { storage: '1Gi' } },
        },
      },
    ],
  },
});

export const daemonSet = (name: string) => ({
  metadata: { name },
  spec: {
    selector: { matchLabels: labels(name) },
    template: podTemplate(name),
  },
});

const jobSpec = (name: string) => {
  const template = podTemplate(name);
  return {
    backoffLimit: 1,
    template: {
      ...template,
      spec: { ...template.spec, restartPolicy: 'Never' },
    },
  };
};

export const job = (name: string) => ({
  metadata: { name },
  spec: jobSpec(name),
});

export const cronJob = (name: string) => ({
  metadata: { name },
  spec: {
    schedule: '0 3 * * *',
    jobTemplate: { spec: jobSpec(name) },
  },
});

/** A path below a namespace and an object for it. */
export type NamespacedObject = [path: string, object: object];

/** One of each of the kinds that no step of the script is about. */
export function furniture(namespace: string): NamespacedObject[] {
  const core = `/api/v1/namespaces/${namespace}`;
  const group = (name: string) => `/apis/${name}/namespaces/${namespace}`;
  return [
    [
      `${core}/services`,
      {
        metadata: { name: 'web' },
        spec: {
          selector: labels('web'),
          ports: [{ name: 'http', port: 80, targetPort: 8080 }],
        },
      },
    ],
    [`${core}/serviceaccounts`, { metadata: { name: 'robot' } }],
    [
      `${core}/secrets`,
      {
        metadata: {
          name: 'sh.helm.release.v1.web.v1',
          labels: {
            owner: 'helm',
            name: 'web',
            status: 'deployed',
            version: '1',
          },
        },
        type: 'helm.sh/release.v1',
        stringData: { release: 'never to be read' },
      },
    ],
    [`${core}/secrets`, { metadata: { name: 'password' } }],
    [
      `${core}/resourcequotas`,
      { metadata: { name: 'quota' }, spec: { hard: { pods: '200' } } },
    ],
    [
      `${core}/limitranges`,
      {
        metadata: { name: 'limits' },
        spec: { limits: [{ type: 'Container', max: { cpu: '8' } }] },
      },
    ],
    [
      `${group('networking.k8s.io/v1')}/ingresses`,
      {
        metadata: { name: 'web' },
        spec: {
          tls: [{ hosts: ['web.example'], secretName: 'web-tls' }],
          rules: [
            {
              host: 'web.example',
              http: {
                paths: [
                  {
                    path: '/',
                    pathType: 'Prefix',
                    backend: {
                      service: { name: 'web', port: { number: 80 } },
                    },
                  },
                ],
              },
            },
          ],
        },
      },
    ],
    [
      `${group('networking.k8s.io/v1')}/networkpolicies`,
      {
        metadata: { name: 'deny' },
        spec: { podSelector: {}, policyTypes: ['Ingress'] },
      },
    ],
    [
      `${group('policy/v1')}/poddisruptionbudgets`,
      {
        metadata: { name: 'web' },
        spec: { maxUnavailable: 1, selector: { matchLabels: labels('web') } },
      },
    ],
    [
      `${group('autoscaling/v2')}/horizontalpodautoscalers`,
      {
        metadata: { name: 'web' },
        spec: {
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'web',
          },
          minReplicas: 1,
          maxReplicas: 5,
        },
      },
    ],
    [
      `${core}/events`,
      {
        metadata: { name: 'hostile.1' },
        involvedObject: { kind: 'Service', name: 'web', namespace },
        type: 'Warning',
        reason: 'Tested',
        message: HOSTILE.join(' '),
        count: 3,
        firstTimestamp: '2026-01-01T00:00:00Z',
        lastTimestamp: new Date().toISOString().replace(/\.\d+/, ''),
      },
    ],
    [
      `${group('monitoring.coreos.com/v1')}/servicemonitors`,
      {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'ServiceMonitor',
        metadata: { name: 'web' },
        spec: {
          selector: { matchLabels: labels('web') },
          endpoints: [{ port: 'http', path: '/metrics', interval: '30s' }],
        },
      },
    ],
  ];
}

/** Objects that are in no namespace. */
export const CLUSTER_FURNITURE: NamespacedObject[] = [
  [
    '/apis/storage.k8s.io/v1/storageclasses',
    { metadata: { name: 'slow' }, provisioner: 'example.com/slow' },
  ],
  [
    '/api/v1/persistentvolumes',
    {
      metadata: { name: 'volume-1' },
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'nothing-provisions-this',
        persistentVolumeReclaimPolicy: 'Retain',
        hostPath: { path: '/data' },
      },
    },
  ],
];

/** One of the three optional kinds: the other two are absent, as in many clusters. */
export const SERVICE_MONITOR_DEFINITION = {
  metadata: { name: 'servicemonitors.monitoring.coreos.com' },
  spec: {
    group: 'monitoring.coreos.com',
    scope: 'Namespaced',
    names: {
      kind: 'ServiceMonitor',
      plural: 'servicemonitors',
      singular: 'servicemonitor',
      listKind: 'ServiceMonitorList',
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      },
    ],
  },
};

export function node(name: string, zone: string) {
  const resources = { cpu: '16', memory: '64Gi', pods: '110' };
  return {
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'topology.kubernetes.io/zone': zone,
        'topology.kubernetes.io/region': zone.slice(0, -1),
      },
    },
    status: { capacity: resources, allocatable: resources },
  };
}
