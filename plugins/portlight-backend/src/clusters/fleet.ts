import type { SourceCluster } from '@portlight/plugin-portlight-node';

/** A cluster with the name of its source. */
export interface FleetCluster extends SourceCluster {
  source: string;
}

/** What one source answered last. */
export interface SourceAnswer {
  source: string;
  clusters: readonly SourceCluster[];
  /** It has not answered yet, and may have anything. Default: it has. */
  silent?: boolean;
}

/** What is different between two looks at the fleet. */
export interface FleetChanges {
  added: FleetCluster[];
  /** Another title, owner, maintenance, ...: the way to it is the same. */
  described: FleetCluster[];
  /** Another address or other credentials. */
  moved: FleetCluster[];
  /** Before anything is added: another cluster may have taken the name. */
  removed: string[];
}

/**
 * All clusters of all sources by name; of the same name the first source's. One that is stored from an earlier source
 * that has not answered yet is left out: whoever names it in a later one would else take it over until then.
 *
 * @param stored - the sources of the clusters that are stored, by name
 */
export function mergeSources(
  answers: readonly SourceAnswer[],
  stored: ReadonlyMap<string, string> = new Map(),
): Map<string, FleetCluster> {
  const fleet = new Map<string, FleetCluster>();
  const awaited = new Set<string | undefined>();
  for (const { source, clusters, silent } of answers) {
    for (const cluster of clusters) {
      const { name } = cluster;
      if (isName(name) && !fleet.has(name) && !awaited.has(stored.get(name))) {
        fleet.set(name, { ...cluster, source });
      }
    }
    if (silent) awaited.add(source);
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
    else if (isAnother(known, cluster)) {
      changes.removed.push(name);
      changes.added.push(cluster);
    } else if (wayTo(known) !== wayTo(cluster)) changes.moved.push(cluster);
    else if (description(known) !== description(cluster)) {
      changes.described.push(cluster);
    }
  }
  return changes;
}

/** Of two sources, names are all that can be compared. */
function isAnother(before: FleetCluster, after: FleetCluster): boolean {
  return before.source === after.source && before.identity !== after.identity;
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
