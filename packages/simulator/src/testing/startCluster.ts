import { type ClusterOptions, startSimulator } from '../server';

/** One simulated cluster behind HTTP, with what tests ask it. */
export async function startCluster(options: Partial<ClusterOptions> = {}) {
  const simulator = await startSimulator({
    seed: 1,
    clusters: [{ name: 'one', ...options }],
  });
  const cluster = simulator.cluster('one');
  const call = (path: string, init?: RequestInit) =>
    fetch(`${simulator.clusterUrl('one')}${path}`, init);
  return {
    simulator,
    cluster,
    store: cluster.store,
    call,
    json: async (path: string, init?: RequestInit): Promise<any> =>
      (await call(path, init)).json(),
    create: (kind: string, name: string, rest: object = {}) =>
      cluster.store.create(cluster.store.resources.forKind(kind), {
        ...rest,
        metadata: {
          name,
          ...(kind === 'Node' ? {} : { namespace: 'default' }),
        },
      }),
    stop: () => simulator.stop(),
  };
}

/** A running {@link startCluster}. */
export type StartedCluster = Awaited<ReturnType<typeof startCluster>>;
