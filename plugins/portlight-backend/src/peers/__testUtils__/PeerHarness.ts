import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  ClusterConnection,
  ClusterRequest,
  DiscoveryMethodFactory,
} from '@portlight/plugin-portlight-node';
import { AddressPolicy } from '../../clusters';
import type { Lease, OwnershipListener } from '../../inventory';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import type { TestFleet } from '../../__testUtils__';
import { createPeerService, type OwnPeerService } from '../createPeerService';
import type { ActiveTarget, Asker } from '../PeerService';
import { DEFAULT_PEERS_SETTINGS, type PeersSettings } from '../settings';

/** What a pod or Service answers through the proxy. */
export interface ProxyAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** The peer service on a test's database, with a mirror and API servers that the test plays. */
export class PeerHarness {
  readonly requests: ClusterRequest[] = [];
  readonly heard: { type: string; target: ActiveTarget; peers?: string[] }[] =
    [];
  /** By the path that is asked for; 404 where there is none. */
  readonly answers = new Map<string, ProxyAnswer>();
  readonly #owners = new Set<OwnershipListener>();
  readonly #listeners = new Set<(clusters: string[]) => void>();
  service!: OwnPeerService;
  /** Whether leases are still held. */
  holdsLeases = true;

  constructor(readonly fleet: TestFleet, readonly entities: Entity[] = []) {}

  async start(
    options: {
      settings?: Partial<PeersSettings>;
      added?: DiscoveryMethodFactory[];
      addresses?: AddressPolicy;
      idleAfter?: number;
      run?: boolean;
    } = {},
  ): Promise<OwnPeerService> {
    this.service = await createPeerService({
      knex: this.fleet.knex,
      mirror: {
        follow: listener => {
          this.#owners.add(listener);
          return () => this.#owners.delete(listener);
        },
        taskLease: () => this.#lease('metrics'),
        onChange: listener => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
      },
      settings: {
        ...DEFAULT_PEERS_SETTINGS,
        ...options.settings,
        probe: {
          ...DEFAULT_PEERS_SETTINGS.probe,
          enabled: false,
          ...options.settings?.probe,
        },
      },
      idleAfter: options.idleAfter ?? 60_000,
      addresses:
        options.addresses ?? new AddressPolicy({ allowLoopback: true }),
      catalog: catalogServiceMock({ entities: this.entities }),
      ownCredentials: async () => ({ credentials: mockCredentials.service() }),
      added: options.added,
      logger: mockServices.logger.mock(),
    });
    const hear =
      (type: string) =>
      (target: ActiveTarget, peers?: readonly { name: string }[]) => {
        this.heard.push({
          type,
          target,
          peers: peers?.map(({ name }) => name).sort(),
        });
      };
    this.service.follow({
      peers: hear('peers'),
      stored: hear('stored'),
      ended: hear('ended'),
    });
    if (options.run ?? true) this.service.start();
    return this.service;
  }

  claim(...clusters: string[]): void {
    for (const name of clusters) {
      this.#owners.forEach(owner =>
        owner.claimed({
          name,
          connection: this.#connection(),
          lease: this.#lease(name),
        }),
      );
    }
  }

  lose(cluster: string): void {
    this.#owners.forEach(owner => owner.lost(cluster));
  }

  /** Writes rows as the mirror does, and says so. */
  async write(...parameters: Parameters<TestFleet['write']>): Promise<void> {
    await this.fleet.write(...parameters);
    this.changed(parameters[0].name);
  }

  changed(...clusters: string[]): void {
    this.#listeners.forEach(listener => listener(clusters));
  }

  asker(visibility: Visibility = SEES_EVERYTHING): Asker {
    return { visibility, credentials: mockCredentials.user() };
  }

  #lease(name: string): Lease {
    return {
      type: name === 'metrics' ? 'task' : 'cluster',
      name,
      token: 1,
      check: async () => {
        if (!this.holdsLeases) throw new Error('The lease is lost');
      },
    };
  }

  #connection(): ClusterConnection {
    return {
      request: async request => {
        this.requests.push(request);
        const answer = this.answers.get(request.path) ?? {
          status: 404,
          body: 'no such page',
        };
        return {
          status: answer.status ?? 200,
          headers: answer.headers ?? {},
          body: (async function* body() {
            yield Buffer.from(answer.body ?? '');
          })(),
        };
      },
      close: async () => {},
    };
  }
}
