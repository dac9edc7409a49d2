import type { LeaseRow, LeaseView } from './LeaseTable';

/** What a replica knows when it decides what to do next. */
export interface TurnInput {
  /** This replica's name. */
  replica: string;
  view: LeaseView;
  /** How long a lease holds without being renewed, in milliseconds. */
  duration: number;
  /** Clusters of this replica's sources. */
  fleet: ReadonlySet<string>;
  /** Clusters that no source has any more; whoever gets one removes its rows. */
  orphans: ReadonlySet<string>;
  /** Jobs that one replica does for all. */
  tasks: readonly string[];
  /** Clusters whose lease this replica has, also those that it is about to give back. */
  held: ReadonlySet<string>;
  heldTasks: ReadonlySet<string>;
}

/** What to do next. */
export interface Turn {
  /** Names without a row in the table. */
  introduceClusters: string[];
  introduceTasks: string[];
  claimClusters: string[];
  claimTasks: string[];
  /** A cluster for a replica that has less to do. */
  handOver?: string;
  /** A cluster of a replica that has more to do, and whose wish it replaces. */
  want?: { name: string; before: string | null };
  /** Wishes that have been overtaken. */
  unwant: string[];
}

/**
 * Milliseconds for which a free cluster is left to the replica that is to have it. Then anybody takes it: the
 * other may not have it in its sources.
 */
const RESERVED = 5_000;

/** Whether nobody has the lease. */
export function isFree(
  { owner, expiresAt }: LeaseRow,
  now: number,
  duration: number,
): boolean {
  return (
    owner === null ||
    expiresAt <= now ||
    // Further away than any renewal sets it: the database's clock was set back.
    expiresAt > now + 2 * duration
  );
}

/**
 * The fair sharing of clusters as a pure function. Free ones are taken up to an equal share; whoever has two
 * less than another asks it for one at a time. So it is the one that will read a cluster who decides to: a
 * replica whose sources do not have it never gets it.
 */
export function planTurn(input: TurnInput): Turn {
  const { replica, view, duration, fleet, orphans, held, heldTasks } = input;
  const { now, replicas } = view;
  const clusters = view.leases.filter(({ type }) => type === 'cluster');
  const tasks = view.leases.filter(({ type }) => type === 'task');
  const known = new Set(clusters.map(({ name }) => name));
  const knownTasks = new Set(tasks.map(({ name }) => name));
  const claimable = (row: LeaseRow, mine: ReadonlySet<string>) =>
    !mine.has(row.name) &&
    // Its own without knowing: the answer to the claim was lost.
    (row.owner === replica || isFree(row, now, duration));

  const counts = new Map<string, number>();
  for (const row of clusters) {
    if (isFree(row, now, duration)) continue;
    counts.set(row.owner!, (counts.get(row.owner!) ?? 0) + 1);
  }
  const mine = held.size;
  const share = Math.ceil(fleet.size / Math.max(1, replicas.size));

  const claimClusters: string[] = [];
  for (const row of clusters) {
    if (!claimable(row, held)) continue;
    if (orphans.has(row.name)) claimClusters.push(row.name);
    if (!fleet.has(row.name)) continue;
    const left = now - row.expiresAt > RESERVED || row.expiresAt > now;
    const reserved =
      row.wantedBy !== null &&
      row.wantedBy !== replica &&
      replicas.has(row.wantedBy);
    const within = mine + claimClusters.length < share;
    if (row.wantedBy === replica || left || (within && !reserved)) {
      claimClusters.push(row.name);
    }
  }

  const wishes = clusters.filter(({ wantedBy }) => wantedBy === replica);
  const surplus = ({ owner }: LeaseRow) =>
    owner !== null &&
    owner !== replica &&
    (counts.get(owner) ?? 0) >= mine + claimClusters.length + 2;
  const unwant = wishes.filter(
    row =>
      !claimClusters.includes(row.name) &&
      !(fleet.has(row.name) && surplus(row)),
  );
  const settled = claimClusters.length === 0 && wishes.length === 0;
  return {
    introduceClusters: [...new Set([...fleet, ...orphans])].filter(
      name => !known.has(name),
    ),
    introduceTasks: input.tasks.filter(name => !knownTasks.has(name)),
    claimClusters,
    claimTasks: tasks
      .filter(row => input.tasks.includes(row.name))
      .filter(row => claimable(row, heldTasks))
      .map(({ name }) => name),
    handOver: clusters.find(
      ({ name, owner, wantedBy }) =>
        owner === replica &&
        held.has(name) &&
        wantedBy !== null &&
        wantedBy !== replica &&
        replicas.has(wantedBy) &&
        mine >= (counts.get(wantedBy) ?? 0) + 2,
    )?.name,
    want: settled
      ? wanted(
          clusters.filter(
            row =>
              fleet.has(row.name) &&
              surplus(row) &&
              !isFree(row, now, duration) &&
              (row.wantedBy === null || !replicas.has(row.wantedBy)),
          ),
          counts,
        )
      : undefined,
    unwant: unwant.map(({ name }) => name),
  };
}

/** One of those who have most. */
function wanted(
  candidates: readonly LeaseRow[],
  counts: ReadonlyMap<string, number>,
): Turn['want'] {
  let richest: LeaseRow | undefined;
  for (const row of candidates) {
    if (
      !richest ||
      (counts.get(row.owner!) ?? 0) > (counts.get(richest.owner!) ?? 0)
    ) {
      richest = row;
    }
  }
  return richest && { name: richest.name, before: richest.wantedBy };
}
