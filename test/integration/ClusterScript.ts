import { type KubernetesClient, waitFor } from '../parts';
import {
  CLUSTER_FURNITURE,
  cronJob,
  daemonSet,
  deployment,
  furniture,
  job,
  node,
  SERVICE_MONITOR_DEFINITION,
  statefulSet,
} from './objects';
import { seededRandom } from './random';

const APPS = '/apis/apps/v1/namespaces';
const BATCH = '/apis/batch/v1/namespaces';
const NAMESPACES = ['shop', 'payments'];
const NODES = ['node-a', 'node-b', 'node-c'];

/**
 * A cluster's life in fast motion: creates, scales, breaks, heals, rolls and deletes, in an order that the
 * seed decides. What it did stands in `done`, for whoever has to find out why a test failed.
 */
export class ClusterScript {
  readonly done: string[] = [];
  readonly #client: KubernetesClient;
  readonly #random: () => number;
  readonly #deployments: { namespace: string; name: string }[] = [];
  #number = 0;

  constructor(client: KubernetesClient, seed: number) {
    this.#client = client;
    this.#random = seededRandom(seed);
  }

  /** What is there before anything happens. */
  async furnish(): Promise<void> {
    const client = this.#client;
    await client.create(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      SERVICE_MONITOR_DEFINITION,
    );
    for (const [index, name] of NODES.entries()) {
      await client.create(
        '/api/v1/nodes',
        node(name, `eu-west-1${'abc'[index]}`),
      );
    }
    for (const [path, object] of CLUSTER_FURNITURE) {
      await client.create(path, object);
    }
    await waitFor(
      async () =>
        (
          await client.request('/apis/monitoring.coreos.com/v1/servicemonitors')
        ).status === 200,
      { what: 'the custom resource to be served' },
    );
    for (const namespace of NAMESPACES) {
      await client.create('/api/v1/namespaces', {
        metadata: { name: namespace, labels: { owner: `team-${namespace}` } },
      });
      for (const [path, object] of furniture(namespace)) {
        await client.create(path, object);
      }
      await client.create(
        `${APPS}/${namespace}/deployments`,
        deployment('web', 2),
      );
      this.#deployments.push({ namespace, name: 'web' });
      await client.create(
        `${APPS}/${namespace}/statefulsets`,
        statefulSet('store', 2),
      );
      await client.create(`${BATCH}/${namespace}/cronjobs`, cronJob('nightly'));
      await client.create(`${BATCH}/${namespace}/jobs`, job('once'));
    }
    await client.create(`${APPS}/shop/daemonsets`, daemonSet('agent'));
  }

  /** A number from 0 up to, without, `limit`. */
  pick(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  /** One thing happens. */
  async step(): Promise<void> {
    const steps: [string, () => Promise<unknown>][] = [
      ['create a deployment', () => this.#createDeployment()],
      ['create a deployment', () => this.#createDeployment()],
      ['scale', () => this.#patchDeployment({ replicas: this.pick(5) })],
      ['scale', () => this.#patchDeployment({ replicas: this.pick(5) })],
      ['roll', () => this.#roll(`${this.#next()}`)],
      ['break: crash loop', () => this.#behave('crash-loop')],
      ['break: image', () => this.#behave('image-pull-error')],
      ['heal', () => this.#behave(null)],
      ['delete a deployment', () => this.#deleteDeployment()],
      ['delete a pod', () => this.#deletePod()],
      ['run a job', () => this.#runJob()],
      ['scale a stateful set', () => this.#scaleStatefulSet()],
      ['break or heal a node', () => this.#breakNode()],
      ['come and go of a node', () => this.#replaceNode()],
      ['come and go of a namespace', () => this.#replaceNamespace()],
      ['relabel', () => this.#relabel()],
      ['come and go of a service', () => this.#replaceService()],
    ];
    const [name, run] = steps[this.pick(steps.length)];
    this.done.push(name);
    await run();
  }

  #next(): number {
    this.#number += 1;
    return this.#number;
  }

  #namespace(): string {
    return NAMESPACES[this.pick(NAMESPACES.length)];
  }

  async #createDeployment() {
    const namespace = this.#namespace();
    const name = `app-${this.#next()}.v1`;
    await this.#client.create(
      `${APPS}/${namespace}/deployments`,
      // Names may have dots; labels of that name too.
      deployment(name, 1 + this.pick(3)),
    );
    this.#deployments.push({ namespace, name });
  }

  async #patchDeployment(spec: object) {
    const { namespace, name } =
      this.#deployments[this.pick(this.#deployments.length)];
    await this.#client.patch(`${APPS}/${namespace}/deployments/${name}`, {
      spec,
    });
  }

  #roll(revision: string) {
    return this.#patchDeployment({
      template: { metadata: { annotations: { revision } } },
    });
  }

  #behave(behaviour: string | null) {
    return this.#patchDeployment({
      template: {
        metadata: { labels: { 'portlight.test/behaviour': behaviour } },
      },
    });
  }

  async #deleteDeployment() {
    if (this.#deployments.length <= NAMESPACES.length) {
      return;
    }
    const index =
      NAMESPACES.length +
      this.pick(this.#deployments.length - NAMESPACES.length);
    const [{ namespace, name }] = this.#deployments.splice(index, 1);
    await this.#client.delete(`${APPS}/${namespace}/deployments/${name}`);
  }

  async #deletePod() {
    const path = `/api/v1/namespaces/${this.#namespace()}/pods`;
    const { items } = await this.#client.get(path);
    if (items.length > 0) {
      const { name } = items[this.pick(items.length)].metadata;
      // It may have gone by itself.
      await this.#client.request({ path: `${path}/${name}`, method: 'DELETE' });
    }
  }

  async #runJob() {
    await this.#client.create(
      `${BATCH}/${this.#namespace()}/jobs`,
      job(`job-${this.#next()}`),
    );
  }

  async #scaleStatefulSet() {
    await this.#client.patch(
      `${APPS}/${this.#namespace()}/statefulsets/store`,
      { spec: { replicas: this.pick(4) } },
    );
  }

  async #breakNode() {
    const path = `/api/v1/nodes/${NODES[this.pick(NODES.length)]}`;
    const { metadata } = await this.#client.get(path);
    const broken = metadata.labels['portlight.test/behaviour'];
    await this.#client.patch(path, {
      metadata: {
        labels: { 'portlight.test/behaviour': broken ? null : 'not-ready' },
      },
    });
  }

  async #replaceNode() {
    const name = `spare-${this.#next()}`;
    await this.#client.create('/api/v1/nodes', node(name, 'eu-west-1a'));
    if (this.pick(2) === 0) {
      await this.#client.delete(`/api/v1/nodes/${name}`);
    }
  }

  async #replaceNamespace() {
    const name = `short-${this.#next()}`;
    await this.#client.create('/api/v1/namespaces', { metadata: { name } });
    await this.#client.create(
      `${APPS}/${name}/deployments`,
      deployment('inside', 1),
    );
    if (this.pick(2) === 0) {
      await this.#client.delete(`/api/v1/namespaces/${name}`);
    }
  }

  async #relabel() {
    const { namespace, name } =
      this.#deployments[this.pick(this.#deployments.length)];
    await this.#client.patch(`${APPS}/${namespace}/deployments/${name}`, {
      metadata: { labels: { step: `${this.#next()}` } },
    });
  }

  async #replaceService() {
    const path = `/api/v1/namespaces/${this.#namespace()}/services`;
    const name = `service-${this.#next()}`;
    await this.#client.create(path, {
      metadata: { name },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    });
    if (this.pick(2) === 0) {
      await this.#client.delete(`${path}/${name}`);
    }
  }
}
