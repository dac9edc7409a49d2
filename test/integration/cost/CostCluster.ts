import type { ControlPlane, KubernetesClient } from '../../parts';
import { nodeManifest, volumeManifests, workloadManifest } from './manifests';
import {
  CLUSTER_NAMESPACES,
  LOAD_BALANCER,
  NODES,
  type PlannedWorkload,
  VOLUMES,
  WORKLOADS,
} from './scenario';
import { until } from './until';

/** A pod as the API server has it. */
interface Pod {
  metadata: { name: string; namespace: string; labels: { app: string } };
  spec: { nodeName?: string };
  status: {
    phase: string;
    conditions?: { type: string; status: string }[];
    containerStatuses?: { state: { terminated?: object } }[];
  };
}

const isoTime = (seconds: number) => new Date(seconds * 1000).toISOString();

/** The cluster of the scenario on a real control plane. */
export class CostCluster {
  readonly #client: KubernetesClient;

  constructor({ client }: ControlPlane) {
    this.#client = client;
  }

  /** Makes all of it; returns when every pod is as it stays until it is touched. */
  async create(): Promise<void> {
    const client = this.#client;
    for (const node of NODES) {
      await client.create('/api/v1/nodes', nodeManifest(node));
    }
    for (const [name, labels] of Object.entries(CLUSTER_NAMESPACES)) {
      await client.create('/api/v1/namespaces', { metadata: { name, labels } });
    }
    for (const each of VOLUMES) {
      const { volume, claim } = volumeManifests(each);
      await client.create('/api/v1/persistentvolumes', volume);
      await client.create(
        `/api/v1/namespaces/${each.namespace}/persistentvolumeclaims`,
        claim,
      );
    }
    for (const workload of WORKLOADS) {
      await client.create(...workloadManifest(workload));
    }
    const services = `/api/v1/namespaces/${LOAD_BALANCER.namespace}/services`;
    await client.create(services, {
      metadata: { name: LOAD_BALANCER.name },
      spec: {
        type: 'LoadBalancer',
        selector: { app: LOAD_BALANCER.name },
        ports: [{ port: 80 }],
      },
    });
    // As the cloud's controller does it.
    await client.patch(`${services}/${LOAD_BALANCER.name}/status`, {
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    });
    await until('pods and volumes to be as planned', async () => {
      const pods = await this.pods();
      const { items: volumes } = await client.get('/api/v1/persistentvolumes');
      return (
        volumes.length === VOLUMES.length &&
        volumes.every(({ status }: any) => status.phase === 'Bound') &&
        WORKLOADS.every(workload => isSettled(workload, pods))
      );
    });
  }

  async pods(): Promise<Pod[]> {
    return (await this.#client.get('/api/v1/pods')).items;
  }

  /** Says when a pod that is to end by itself began, where it did not before, and that it ended. */
  async finish(workload: PlannedWorkload, hour: number): Promise<void> {
    const { from, until: end = 0 } = workload;
    for (const pod of await this.pods()) {
      if (pod.metadata.labels.app !== workload.name) continue;
      const { namespace, name } = pod.metadata;
      const { status } = pod;
      await this.#client.replace(
        `/api/v1/namespaces/${namespace}/pods/${name}/status`,
        {
          ...pod,
          status: {
            ...status,
            phase: 'Succeeded',
            conditions: status.conditions?.map(condition =>
              condition.type === 'PodScheduled' && from !== undefined
                ? { ...condition, lastTransitionTime: isoTime(hour + from) }
                : condition,
            ),
            containerStatuses: status.containerStatuses?.map(container => ({
              ...container,
              ready: false,
              started: false,
              state: {
                terminated: {
                  exitCode: 0,
                  reason: 'Completed',
                  startedAt: isoTime(hour + (from ?? 0)),
                  finishedAt: isoTime(hour + end),
                },
              },
            })),
          },
        },
      );
    }
  }

  /** Without any grace: the pod is gone at once. */
  async deletePod(namespace: string, name: string): Promise<void> {
    await this.#client.delete(`/api/v1/namespaces/${namespace}/pods/${name}`, {
      gracePeriodSeconds: 0,
    });
  }

  async deleteNode(name: string): Promise<void> {
    await this.#client.delete(`/api/v1/nodes/${name}`);
  }

  /** What the garbage collector does a minute after a node is gone. */
  async deletePodsOf(node: string): Promise<string[]> {
    const gone = (await this.pods()).filter(
      ({ spec }) => spec.nodeName === node,
    );
    for (const { metadata } of gone) {
      await this.deletePod(metadata.namespace, metadata.name);
    }
    return gone.map(({ metadata }) => metadata.name);
  }
}

/** What a pod is when the hour begins. */
function isSettled(workload: PlannedWorkload, pods: readonly Pod[]): boolean {
  const own = pods.filter(
    ({ metadata }) => metadata.labels.app === workload.name,
  );
  if (workload.nodes.length === 0) {
    return own.length === 1 && own[0].spec.nodeName === undefined;
  }
  const phases = { Job: 'Succeeded' } as Record<string, string>;
  const phase = workload.behaviour
    ? 'Pending'
    : phases[workload.kind] ?? 'Running';
  const nodes = own.map(({ spec }) => spec.nodeName ?? '').sort();
  return (
    JSON.stringify(nodes) === JSON.stringify([...workload.nodes].sort()) &&
    own.every(
      ({ status }) =>
        status.phase === phase && (status.containerStatuses?.length ?? 0) > 0,
    )
  );
}
