/** Objects that the contract's subjects write. */

export const PODS = '/api/v1/namespaces';

export function pod(
  name: string,
  options: {
    labels?: Record<string, string>;
    /** Left out, no scheduler touches the pod, so that nobody but the test writes it. */
    nodeName?: string;
    containers?: string[];
    finalizers?: string[];
  } = {},
) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: options.labels,
      finalizers: options.finalizers,
    },
    spec: {
      ...(options.nodeName
        ? { nodeName: options.nodeName }
        : { schedulerName: 'nobody' }),
      containers: (options.containers ?? ['app']).map(container => ({
        name: container,
        image: `registry.example/${container}:1`,
      })),
    },
  };
}

export function deployment(
  name: string,
  options: { replicas?: number; labels?: Record<string, string> } = {},
) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: options.labels },
    spec: {
      replicas: options.replicas ?? 0,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [
            { name: 'app', image: 'registry.example/app:1' },
            { name: 'proxy', image: 'registry.example/proxy:1' },
          ],
        },
      },
    },
  };
}

export function service(
  name: string,
  options: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
  } = {},
) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...options },
    spec: { selector: { app: name }, ports: [{ port: 80 }] },
  };
}

export function node(name: string) {
  const resources = { cpu: '4', memory: '16Gi', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    status: { capacity: resources, allocatable: resources },
  };
}

/** A Status body as API servers answer it; details only where they matter. */
export function status(code: number, reason: string, message: unknown) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    code,
    reason,
    message,
  };
}
