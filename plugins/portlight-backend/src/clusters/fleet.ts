import type { SourceCluster } from '@portlight/plugin-portlight-node';

/** A cluster with the name of its source. */
export interface FleetCluster extends SourceCluster {
  source: string;
}

/** What one source answered last. */
export interface SourceAnswer {
  source: string;
  clusters: readonly SourceCluster[];
}

/** What is different between two looks at the fleet. */
export interface FleetChanges {
  added: FleetCluster[];
  /** Another title, owner, maintenance, ...: the way to it is the same. */
  described: FleetCluster[];
  /** Another address or other credentials. */
  moved: FleetCluster[];
  removed: string[];
}

/** All clusters of all sources by name; of the same name the first source's. */
export function mergeSources(
  answers: readonly SourceAnswer[],
): Map<string, FleetCluster> {
  const fleet = new Map<string, FleetCluster>();
  for (const { source, clusters } of answers) {
    for (const cluster of clusters) {
      if (isName(cluster.name) && !fleet.has(cluster.name)) {
        fleet.set(cluster.name, { ...cluster, source });
      }
    }
  }
  return fleet;
}

/** Whether the database and paths can carry a name. */
function isName(name: unknown): name is string {
  return (
    typeof name === 'string' &&
    name.length > 0 &&
    name.length <= 253 &&
    !/\p{Cc}/u.test(name)
  );
}

/** What has to be done to get from one fleet to the next. */
export function compareFleets(
  before: ReadonlyMap<string, FleetCluster>,
  after: ReadonlyMap<string, FleetCluster>,
): FleetChanges {
  const changes: FleetChanges = {
    added: [],
    described: [],
    moved: [],
    removed: [...before.keys()].filter(name => !after.has(name)),
  };
  for (const [name, cluster] of after) {
    const known = before.get(name);
    if (!known) changes.added.push(cluster);
    else if (wayTo(known) !== wayTo(cluster)) changes.moved.push(cluster);
    else if (description(known) !== description(cluster)) {
      changes.described.push(cluster);
    }
  }
  return changes;
}

function wayTo(cluster: FleetCluster): string {
  return JSON.stringify([
    cluster.source,
    cluster.fingerprint,
    cluster.signInRequired ?? null,
  ]);
}

function description(cluster: FleetCluster): string {
  const { title, environment, owner, tags, dashboardUrl } = cluster;
  return JSON.stringify([
    title,
    environment,
    cluster.description,
    owner,
    tags,
    dashboardUrl,
    cluster.maintenance ?? null,
  ]);
}
