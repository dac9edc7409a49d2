import { Timeline } from '../engine/Timeline';
import type { Pod, TemplatedWorkload } from '../engine/types';
import { benchCluster } from '../fleet/benchCluster';
import { nodesOf } from '../fleet/manifests/nodes';
import { SimulatedCluster } from '../fleet/SimulatedCluster';
import type { ApiObject } from '../store';

/** 1 March 2026, noon. */
export const START = Date.UTC(2026, 2, 1, 12);

/** A cluster of a few nodes whose time stands still until a test moves it. */
export function smallCluster(nodes = 3, seed = 1): SimulatedCluster {
  const timeline = new Timeline(START);
  const cluster = new SimulatedCluster({
    name: 'test',
    timeline,
    seed,
    version: { gitVersion: 'v1.36.3' },
  });
  for (const name of ['default', 'shop']) {
    cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  for (const node of nodesOf(benchCluster(0, nodes * 25), 0, START)) {
    cluster.apply(node);
  }
  cluster.engine.start();
  timeline.settle();
  return cluster;
}

/** What a test wants different about a Deployment. */
export interface DeploymentWishes {
  name?: string;
  replicas?: number;
  image?: string;
  cpu?: string;
  strategy?: object;
  podSpec?: object;
  spec?: object;
}

/** A Deployment with a readiness probe. */
export function deployment(wishes: DeploymentWishes = {}) {
  const name = wishes.name ?? 'cart';
  const labels = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', labels },
    spec: {
      replicas: wishes.replicas ?? 3,
      selector: { matchLabels: labels },
      ...(wishes.strategy && {
        strategy: { type: 'RollingUpdate', rollingUpdate: wishes.strategy },
      }),
      template: {
        metadata: { labels },
        spec: {
          ...wishes.podSpec,
          containers: [
            {
              name: 'main',
              image: wishes.image ?? 'registry.example.com/shop/cart:1.0.0',
              resources: {
                requests: { cpu: wishes.cpu ?? '100m', memory: '64Mi' },
                limits: { memory: '128Mi' },
              },
              readinessProbe: { httpGet: { path: '/healthz', port: 8080 } },
            },
          ],
        },
      },
      ...wishes.spec,
    },
  };
}

/** All objects of a kind. */
export function all(cluster: SimulatedCluster, kind: string): ApiObject[] {
  return cluster.store.list(cluster.store.resources.forKind(kind));
}

/** The pods of a cluster. */
export function podsOf(cluster: SimulatedCluster): Pod[] {
  return all(cluster, 'Pod') as Pod[];
}

/** One object. */
export function read(
  cluster: SimulatedCluster,
  kind: string,
  name: string,
  namespace: string | undefined = 'shop',
): ApiObject {
  return cluster.store.read(
    cluster.store.resources.forKind(kind),
    namespace,
    name,
  );
}

/** A Deployment's status. */
export function statusOf(cluster: SimulatedCluster, name = 'cart') {
  return (read(cluster, 'Deployment', name) as TemplatedWorkload).status;
}

/** The events of a cluster as `reason: message`. */
export function eventsOf(cluster: SimulatedCluster): string[] {
  return all(cluster, 'Event').map(
    event => `${event.reason}: ${event.message}`,
  );
}
