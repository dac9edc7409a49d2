/** A part of an object whose shape is its kind's business. */
export type Spec = Record<string, any>;

function probe(value: Spec): Spec {
  return {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
    ...value,
    ...(value.httpGet
      ? { httpGet: { path: '/', scheme: 'HTTP', ...value.httpGet } }
      : {}),
  };
}

function pullPolicy(image: string | undefined): string {
  const [reference] = (image ?? '').split('@');
  const tag = /:([^/:]+)$/.exec(reference)?.[1];
  return !image?.includes('@') && (tag === undefined || tag === 'latest')
    ? 'Always'
    : 'IfNotPresent';
}

function container(value: Spec): Spec {
  const limits: Spec = value.resources?.limits ?? {};
  const requests: Spec = { ...limits, ...value.resources?.requests };
  return {
    ...value,
    ...(value.ports
      ? {
          ports: value.ports.map((port: Spec) => ({
            protocol: 'TCP',
            ...port,
          })),
        }
      : {}),
    resources:
      Object.keys(requests).length > 0
        ? { ...value.resources, requests }
        : value.resources ?? {},
    ...Object.fromEntries(
      ['livenessProbe', 'readinessProbe', 'startupProbe']
        .filter(name => value[name])
        .map(name => [name, probe(value[name])]),
    ),
    terminationMessagePath:
      value.terminationMessagePath ?? '/dev/termination-log',
    terminationMessagePolicy: value.terminationMessagePolicy ?? 'File',
    imagePullPolicy: value.imagePullPolicy ?? pullPolicy(value.image),
  };
}

/** A pod's or a pod template's spec with what the API server fills in. */
export function defaultPodSpec(spec: Spec): Spec {
  return {
    ...spec,
    ...(spec.containers ? { containers: spec.containers.map(container) } : {}),
    ...(spec.initContainers
      ? { initContainers: spec.initContainers.map(container) }
      : {}),
    restartPolicy: spec.restartPolicy ?? 'Always',
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
    dnsPolicy: spec.dnsPolicy ?? 'ClusterFirst',
    securityContext: spec.securityContext ?? {},
    schedulerName: spec.schedulerName ?? 'default-scheduler',
  };
}
