import { FaultSet } from '../faults';
import { MemoryObjectStore, type Clock, type ObjectStore } from '../store';
import { Authorizer, type TokenUser } from './authorization/Authorizer';
import type { Cluster, ComponentCheck, VersionInfo } from './Cluster';
import { followDefinitions } from './customResources';
import { registerFaultRoutes } from './controlFaults';
import { ControlRoutes } from './ControlRoutes';
import { runFlood } from './flood';
import { handleRequest } from './handleRequest';
import { kubeconfig } from './kubeconfig';
import { Listener } from './Listener';
import type { LogProvider, ProxyHandler, UsageProvider } from './providers';
import { WatchRegistry } from './read/WatchRegistry';

const TICK_MS = 1000;

/** @public */
export interface ClusterOptions {
  name: string;
  /** Default: a new store with the namespaces that every cluster has. */
  store?: ObjectStore;
  /** Who may do what; none: everybody may do everything, without a token. */
  users?: readonly TokenUser[];
  version?: VersionInfo;
  readinessChecks?: () => readonly ComponentCheck[];
  logs?: LogProvider;
  usage?: UsageProvider;
  proxy?: ProxyHandler;
  metricsApi?: boolean;
  admit?: Cluster['admit'];
  /** A port of its own besides the shared one; 0: any free one. */
  port?: number;
  /** Whether the own port speaks TLS; default: as the shared port does. */
  tls?: boolean;
  /** Whether the own port speaks HTTP/2 too, where it speaks TLS; default false. */
  http2?: boolean;
}

/** @public */
export interface SimulatorOptions {
  /** Default `127.0.0.1`. */
  host?: string;
  /** The shared port, where clusters are at `/clusters/NAME`; default: any free one. */
  port?: number;
  /** Serve the shared port over TLS with a certificate of the simulator's own; default false. */
  tls?: boolean;
  clusters?: readonly ClusterOptions[];
  /** Default: the machine's clock. */
  clock?: Clock;
  seed?: string | number;
}

/**
 * A running simulator.
 *
 * @public
 */
export class Simulator {
  /** Add routes of your own here. */
  readonly control = new ControlRoutes();
  readonly watches = new WatchRegistry();
  private readonly byName = new Map<string, Cluster>();
  private readonly listeners = new Map<string, Listener>();
  private readonly shared: Listener;
  private readonly options: SimulatorOptions;
  private readonly clock: Clock;
  private timer: NodeJS.Timeout | undefined;

  constructor(options: SimulatorOptions = {}) {
    this.options = options;
    this.clock = options.clock ?? { now: () => Date.now() };
    this.shared = new Listener({
      host: this.host,
      tls: options.tls ?? false,
      handle: (request, response) => this.handleShared(request, response),
    });
    registerFaultRoutes(this.control, this.byName, this.watches);
  }

  /** Where the shared port is, without a slash at the end. */
  get url(): string {
    return this.shared.url;
  }

  /** The certificate authority of TLS ports, PEM; undefined without TLS. */
  get certificateAuthority(): string | undefined {
    return (
      this.shared.certificateAuthority ??
      [...this.listeners.values()].find(
        listener => listener.certificateAuthority,
      )?.certificateAuthority
    );
  }

  get clusters(): ReadonlyMap<string, Cluster> {
    return this.byName;
  }

  /** @throws Error when there is none of that name */
  cluster(name: string): Cluster {
    const cluster = this.byName.get(name);
    if (!cluster) {
      throw new Error(`the simulator has no cluster ${JSON.stringify(name)}`);
    }
    return cluster;
  }

  /** The API server's URL of a cluster: its own port's, or the path on the shared one. */
  clusterUrl(name: string): string {
    return (
      this.listeners.get(name)?.url ??
      `${this.url}/clusters/${encodeURIComponent(this.cluster(name).name)}`
    );
  }

  /** A kubeconfig (YAML) with a context per cluster, as its first token's user. */
  kubeconfig(): string {
    return kubeconfig(
      [...this.byName.values()].map(cluster => ({
        name: cluster.name,
        url: this.clusterUrl(cluster.name),
        token: cluster.authorizer.tokens()[0],
        certificateAuthority: (this.listeners.get(cluster.name) ?? this.shared)
          .certificateAuthority,
      })),
    );
  }

  /** Starts listening. */
  async start(): Promise<this> {
    await this.shared.listen(this.options.port ?? 0);
    for (const cluster of this.options.clusters ?? []) {
      await this.addCluster(cluster);
    }
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.timer.unref();
    return this;
  }

  async addCluster(options: ClusterOptions): Promise<Cluster> {
    if (this.byName.has(options.name)) {
      throw new Error(
        `the simulator has a cluster ${JSON.stringify(options.name)} already`,
      );
    }
    const cluster = this.createCluster(options);
    this.byName.set(cluster.name, cluster);
    if (options.port !== undefined) {
      const listener = new Listener({
        host: this.host,
        tls: options.tls ?? this.options.tls ?? false,
        http2: options.http2,
        faults: cluster.faults,
        handle: (request, response) => {
          const url = new URL(request.url ?? '/', 'http://simulator');
          void handleRequest(
            this,
            cluster,
            request,
            response,
            url.pathname,
            url.searchParams,
          );
        },
      });
      this.listeners.set(cluster.name, listener);
      await listener.listen(options.port);
    }
    cluster.faults.onChange(() => runFlood(cluster));
    return cluster;
  }

  /** Takes a cluster away, with its open connections. */
  async removeCluster(name: string): Promise<void> {
    const cluster = this.cluster(name);
    cluster.faults.clear();
    for (const watch of this.watches.of(cluster)) {
      watch.end();
    }
    this.byName.delete(name);
    await this.listeners.get(name)?.close();
    this.listeners.delete(name);
  }

  /** Ends everything; open connections are cut. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    for (const name of [...this.byName.keys()]) {
      await this.removeCluster(name);
    }
    await this.shared.close();
  }

  private get host(): string {
    return this.options.host ?? '127.0.0.1';
  }

  private createCluster(options: ClusterOptions): Cluster {
    const store =
      options.store ??
      createDefaultStore(options.name, this.clock, this.options.seed);
    followDefinitions(store);
    return {
      name: options.name,
      store,
      faults: new FaultSet(),
      authorizer: new Authorizer(store, options.users),
      version: options.version ?? { gitVersion: 'v1.36.3' },
      readinessChecks: options.readinessChecks,
      logs: options.logs,
      usage: options.usage,
      proxy: options.proxy,
      metricsApi: options.metricsApi,
      admit: options.admit,
    };
  }

  private handleShared(
    ...[request, response]: Parameters<Listener['handle']>
  ): void {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const prefixed = /^\/clusters\/([^/]+)(\/.*)?$/.exec(url.pathname);
    const cluster =
      prefixed && this.byName.get(decodeURIComponent(prefixed[1]));
    if (cluster) {
      void handleRequest(
        this,
        cluster,
        request,
        response,
        prefixed[2] ?? '/',
        url.searchParams,
      );
      return;
    }
    const control = /^\/control(\/.*)?$/.exec(url.pathname);
    if (control) {
      void this.control.handle(
        request,
        response,
        control[1] ?? '/',
        url.searchParams,
      );
      return;
    }
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(
      'no such cluster; the clusters are at /clusters/NAME, and /control says what there is\n',
    );
  }

  private tick(): void {
    this.watches.tick();
    for (const { store } of this.byName.values()) {
      store.sweep();
    }
  }
}

/** A store with the namespaces that every cluster has. */
function createDefaultStore(
  cluster: string,
  clock: Clock,
  seed: string | number | undefined,
): ObjectStore {
  const store = new MemoryObjectStore({ cluster, clock, seed });
  const namespaces = store.resources.forKind('Namespace');
  for (const name of [
    'default',
    'kube-node-lease',
    'kube-public',
    'kube-system',
  ]) {
    store.create(namespaces, { metadata: { name } });
  }
  return store;
}

/**
 * Starts a simulator in this process, on free ports of the loopback interface.
 *
 * @example
 * ```ts
 * const simulator = await startSimulator({ clusters: [{ name: 'one' }] });
 * const { store } = simulator.cluster('one');
 * ```
 *
 * @public
 */
export function startSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  return new Simulator(options).start();
}
