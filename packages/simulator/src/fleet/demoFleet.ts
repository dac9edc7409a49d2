import { between } from '../engine/random';
import { DAY, HOUR, MINUTE, timeOf } from '../engine/time';
import { Timeline } from '../engine/Timeline';
import { CLUSTERS } from './clusters';
import type { ClusterDescription, ServiceDescription } from './description';
import { demoIncidents } from './incidents';
import {
  alertsOf,
  MONITORING_RESOURCES,
  monitoringDefinitions,
} from './manifests/customResources';
import { helmReleaseOf } from './manifests/helmReleases';
import { nodesOf } from './manifests/nodes';
import { storageClassesOf, surroundingsOf } from './manifests/surroundings';
import { finalVersion, labelsOf, workloadOf } from './manifests/workloads';
import { NAMESPACES, SERVICES } from './services';
import { SimulatedCluster } from './SimulatedCluster';
import { SimulatedFleet } from './SimulatedFleet';
import { demoUsers } from './users';

/** @public */
export interface DemoFleetOptions {
  /** Same seed and time, same fleet. Default 1. */
  seed?: number;
  /** The moment at which the fleet has lived (milliseconds since the epoch); default: now. */
  now?: number;
}

/** Something that happens in the past of a cluster. */
export interface Happening {
  /** Milliseconds before now. */
  before: number;
  happen(cluster: SimulatedCluster): void;
}

// The API server keeps events for an hour, and cron jobs a handful of runs: what was before leaves no trace.
const TRACES = 70 * MINUTE;

/** Rollouts that an incident began with; milliseconds before now. */
const RECENT_ROLLOUTS: Record<string, number> = {
  'prod-eu/cart': 3 * HOUR + 12 * MINUTE,
  'payments/fraud-scoring': 41 * MINUTE,
  'staging/reviews': 5 * HOUR + 35 * MINUTE,
  'prod-us/storefront': 26 * HOUR,
  'prod-eu/storefront': 27 * HOUR,
};

/**
 * The demo company's fleet: a shop, payments, a data platform and stores on six clusters, with a past of some
 * months, in which something is always wrong somewhere.
 *
 * It is not painted but lived: its objects are what the engine made of months of deployments and
 * incidents, so that every count, time and condition agrees with every other.
 *
 * @public
 */
export function createDemoFleet(
  options: DemoFleetOptions = {},
): SimulatedFleet {
  const now = options.now ?? Date.now();
  const seed = options.seed ?? 1;
  const oldest = Math.max(...CLUSTERS.map(({ ageDays }) => ageDays));
  const timeline = new Timeline(now - oldest * DAY);
  const clusters = CLUSTERS.map((description, number) => {
    const cluster = new SimulatedCluster({
      name: description.name,
      title: description.title,
      timeline,
      seed: seed * 1000 + number,
      version: { gitVersion: description.version },
      users: demoUsers(description.name),
      attentiveFrom: now - TRACES,
    });
    for (const { before, happen } of historyOf(description, number, seed)) {
      timeline.at(now - before, () => happen(cluster));
    }
    return cluster;
  });
  timeline.advanceTo(now);
  // Nobody watched it come about: the old versions of its objects are only weight.
  for (const { store } of clusters) {
    store.compact();
  }
  return new SimulatedFleet(timeline, clusters);
}

function historyOf(
  description: ClusterDescription,
  number: number,
  seed: number,
): Happening[] {
  const history: Happening[] = [
    {
      before: description.ageDays * DAY,
      happen: cluster => found(cluster, description, number),
    },
  ];
  const services = SERVICES.filter(({ name }) => description.services[name]);
  for (const [index, service] of services.entries()) {
    history.push(...lifeOf(description, service, index, seed));
  }
  return [...history, ...demoIncidents(description.name)];
}

/** The machines, namespaces and storage of a new cluster. */
function found(
  cluster: SimulatedCluster,
  description: ClusterDescription,
  number: number,
): void {
  for (const name of ['default', 'kube-node-lease', 'kube-public']) {
    cluster.apply(namespace(name));
  }
  const used = new Set(
    SERVICES.filter(({ name }) => description.services[name]).map(
      service => service.namespace,
    ),
  );
  for (const { name, owner } of NAMESPACES.filter(n => used.has(n.name))) {
    cluster.apply(namespace(name, owner));
  }
  if (!used.has('kube-system')) {
    cluster.apply(namespace('kube-system'));
  }
  if (description.monitors) {
    for (const resource of MONITORING_RESOURCES) {
      cluster.store.resources.add(resource);
    }
    for (const definition of monitoringDefinitions()) {
      cluster.apply(definition);
    }
  }
  for (const object of storageClassesOf(description)) {
    cluster.apply(object);
  }
  for (const service of SERVICES.filter(({ runSeconds }) => runSeconds)) {
    cluster.world.addRule({
      namespace: service.namespace,
      labels: { 'app.kubernetes.io/name': service.name },
      behaviour: {
        exit: { afterSeconds: service.runSeconds!, code: 0, spread: 0.3 },
      },
    });
  }
  for (const node of nodesOf(description, number, cluster.timeline.now())) {
    cluster.apply(node);
  }
  cluster.engine.start();
}

function namespace(name: string, owner?: string) {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: { 'kubernetes.io/metadata.name': name },
      ...(owner && {
        annotations: { 'portlight.io/owner': `group:default/${owner}` },
      }),
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

/** A service arrives with its first version and gets the later ones one after the other. */
function lifeOf(
  description: ClusterDescription,
  service: ServiceDescription,
  index: number,
  seed: number,
): Happening[] {
  const placement = description.services[service.name];
  const last = finalVersion(service, placement);
  const versions = service.versions.slice(
    0,
    service.versions.indexOf(last) + 1,
  );
  const incident = RECENT_ROLLOUTS[`${description.name}/${service.name}`];
  const first = (description.ageDays - 0.05) * DAY;
  return versions.map((version, step) => {
    const newest = step === versions.length - 1;
    let before = first - index * 3 * MINUTE;
    if (step > 0) {
      before =
        between(1.2, 24, seed, description.name, service.name, version) *
        DAY *
        (versions.length - step);
    }
    if (newest && incident !== undefined) {
      before = incident;
    }
    if (service.kind === 'CronJob') {
      before = Math.min(before, TRACES);
    } else if (service.kind === 'Job') {
      before = Math.min(before, 9 * HOUR);
    }
    return {
      before,
      happen: cluster => deploy(cluster, description, service, version, index),
    };
  });
}

/** Installs a service or brings it to a version. */
function deploy(
  cluster: SimulatedCluster,
  description: ClusterDescription,
  service: ServiceDescription,
  version: string,
  index: number,
): void {
  const placement = description.services[service.name];
  for (const object of surroundingsOf(description, service, version, index)) {
    cluster.apply(object);
  }
  if (description.monitors && service.host) {
    cluster.apply(
      alertsOf(service.name, service.namespace, labelsOf(service, version)),
    );
  }
  recordRelease(cluster, service, version);
  cluster.apply(workloadOf(description, service, placement, version));
}

function recordRelease(
  cluster: SimulatedCluster,
  service: ServiceDescription,
  version: string,
): void {
  const revision = service.versions.indexOf(version) + 1;
  const { store, timeline } = cluster;
  const secrets = store.resources.forKind('Secret');
  const earlier = `sh.helm.release.v1.${service.name}.v${revision - 1}`;
  const before = store.get(secrets, service.namespace, earlier);
  const now = timeline.now();
  if (before) {
    store.modify(secrets, service.namespace, earlier, stored => ({
      ...stored,
      metadata: {
        ...stored.metadata,
        labels: { ...stored.metadata.labels, status: 'superseded' },
      },
    }));
  }
  cluster.apply(
    helmReleaseOf(service, version, revision, {
      status: 'deployed',
      first: timeOf(before?.metadata.creationTimestamp) ?? now,
      now,
    }),
  );
}
