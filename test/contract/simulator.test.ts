import {
  type LogLine,
  type LogProvider,
  SimulatedCluster,
  type Simulator,
  startSimulator,
  Timeline,
} from '@portlight/simulator';
import { KubernetesClient } from '../parts';
import type { ContractTarget } from './ContractTarget';
import { CONTRACT } from './subjects';

/** What the ClusterRole `view` of a real cluster gives of what the contract asks for. */
const VIEW = [
  {
    verbs: ['get', 'list', 'watch'],
    apiGroups: [''],
    resources: ['pods', 'pods/log', 'services', 'namespaces', 'events'],
  },
  {
    verbs: ['get', 'list', 'watch'],
    apiGroups: ['apps'],
    resources: ['deployments', 'replicasets', 'statefulsets', 'daemonsets'],
  },
];

/** Every container has logged the same lines, as with the kwok of the real control plane. */
class SharedLog implements LogProvider {
  readonly #lines: LogLine[] = [];
  readonly #followers = new Set<(line: LogLine) => void>();

  write(line: LogLine) {
    this.#lines.push(line);
    this.#followers.forEach(follower => follower(line));
  }

  read({ previous }: { previous: boolean }) {
    return previous ? undefined : this.#lines;
  }

  follow(_request: unknown, onLine: (line: LogLine) => void) {
    this.#followers.add(onLine);
    return () => {
      this.#followers.delete(onLine);
    };
  }
}

describe('contract of the simulator', () => {
  let simulator: Simulator;
  let cluster: SimulatedCluster;
  let target: ContractTarget;

  beforeAll(async () => {
    const timeline = new Timeline(Date.now());
    const log = new SharedLog();
    cluster = new SimulatedCluster({
      name: 'contract',
      timeline,
      seed: 1,
      version: { gitVersion: 'v1.36.3' },
      users: [
        { token: 'admin', name: 'admin', groups: ['system:masters'] },
        { token: 'viewer', name: 'viewer', groups: [], rules: VIEW },
        { token: 'stranger', name: 'stranger', groups: [] },
      ],
    });
    cluster.engine.start();
    simulator = await startSimulator({
      clock: timeline,
      clusters: [
        {
          name: cluster.name,
          store: cluster.store,
          version: cluster.version,
          users: cluster.users,
          logs: log,
          port: 0,
          tls: true,
        },
      ],
    });
    timeline.live(1);
    const client = new KubernetesClient({
      server: simulator.clusterUrl(cluster.name),
      certificateAuthority: simulator.certificateAuthority,
      token: 'admin',
    });
    target = {
      client,
      viewerToken: 'viewer',
      strangerToken: 'stranger',
      expireVersions: async () => cluster.store.compact(),
      logLine: async (time, text) => log.write({ time: time.getTime(), text }),
      stop: async () => {
        client.close();
        timeline.live(0);
        cluster.engine.stop();
        await simulator.stop();
      },
    };
  });

  afterAll(async () => {
    await target?.stop();
  });

  CONTRACT.forEach(subject => subject(() => target));
});
