import type { Knex } from 'knex';
import {
  type ControlPlane,
  type Prometheus,
  startControlPlane,
  startPrometheus,
} from '../../parts';
import { type Database, DATABASES } from '../databases';
import { type Portal, startPortal } from '../portal';
import { narrowedTo } from './access';
import { startClock, type TestClock } from './clock';
import { CostCluster } from './CostCluster';
import { COST_SETTINGS, HOUR, NODES, WORKLOADS } from './scenario';
import { usageSamples } from './samples';
import { until } from './until';

/** After the end of an hour, when it is computed. */
const GRACE = 180;

/** Who owns what runs as `web`; the rest is owned by the teams of its namespaces. */
const CATALOG = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'webshop',
      annotations: { 'backstage.io/kubernetes-label-selector': 'app=web' },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'commerce' },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/commerce' },
      { type: 'partOf', targetRef: 'system:default/shop' },
    ],
  },
];

function planned(name: string) {
  return WORKLOADS.find(workload => workload.name === name)!;
}

/** A portal on each database, all reading one real cluster, and the hour that they see of it. */
export class CostRun {
  #plane!: ControlPlane;
  #prometheus!: Prometheus;
  #clock?: TestClock;
  #hour = 0;
  readonly #databases = new Map<string, Database>();
  readonly #portals = new Map<string, Portal>();
  /** Who watches the cluster, or did last. */
  readonly #replicas = new Map<string, string>();

  /** Seconds since the epoch. */
  get hour(): number {
    return this.#hour;
  }

  get cluster(): string {
    return this.#plane.name;
  }

  portal(database: string): Portal {
    return this.#portals.get(database)!;
  }

  knex(database: string): Knex {
    return this.#databases.get(database)!.knex;
  }

  /** Until the hour is over and computed. */
  async begin(): Promise<void> {
    [this.#plane] = await Promise.all([
      startControlPlane(),
      ...DATABASES.map(async ({ name, start }) => {
        this.#databases.set(name, await start());
      }),
    ]);
    const cluster = new CostCluster(this.#plane);
    await cluster.create();
    // Nobody sets when Kubernetes makes an object; by the hour after the next one all of them are there.
    this.#hour = (Math.floor(Date.now() / 1000 / HOUR) + 2) * HOUR;
    const pods = await cluster.pods();
    this.#prometheus = await startPrometheus({
      config: {},
      past: usageSamples(pods, this.#hour),
    });
    this.#clock = startClock(this.#hour);
    await this.#startPortals();
    await this.#everywhere(name =>
      until('the hour to be watched', () =>
        this.knex(name)('cost_coverage').where({ at: this.#hour }).first(),
      ),
    );
    await this.#play(cluster);
    await this.#stopPortals();
    await this.comeBack(this.#hour + HOUR);
  }

  /** The portals end; once they are back, they compute the hour again. */
  async leave(): Promise<void> {
    await this.#everywhere(name =>
      this.knex(name)('cost_runs').update({ redo_at: this.#hour }),
    );
    await this.#stopPortals();
  }

  /** The portals are there again a little after a time, and have computed all hours before it. */
  async comeBack(time: number): Promise<void> {
    await this.#compute(time + GRACE);
  }

  async end(): Promise<void> {
    await this.#stopPortals();
    this.#clock?.restore();
    await Promise.all([
      ...[...this.#databases.values()].map(({ stop }) => stop()),
      this.#prometheus?.stop(),
      this.#plane?.stop(),
    ]);
  }

  #everywhere<T>(work: (database: string) => Promise<T>): Promise<T[]> {
    return Promise.all(DATABASES.map(({ name }) => work(name)));
  }

  async #compute(now: number): Promise<void> {
    this.#clock!.set(now);
    await this.#startPortals();
    const again = await this.#everywhere(name => this.#computed(name, now));
    const next = Math.max(...again.flat());
    if (next < now) return;
    // Hours that were computed before all was watched again are done again a little later.
    await this.#stopPortals();
    await this.#compute(next);
  }

  /** Waits until nothing is due; answers when something will be again. */
  #computed(name: string, now: number): Promise<number[]> {
    const hours = Math.floor((now - this.#hour) / HOUR);
    return until('hours to be computed', async () => {
      const times: (number | null)[] = await this.knex(name)('cost_runs').pluck(
        'redo_at',
      );
      const again = times.filter(at => at !== null);
      return times.length === hours && again.every(at => at > now) && again;
    });
  }

  async #startPortals(): Promise<void> {
    // The hourly job of a replica that has just begun would find clusters that nobody watches yet.
    this.#clock!.looks = false;
    await this.#everywhere(async name => {
      const portal = await startPortal({
        knex: this.knex(name),
        entities: CATALOG,
        features: [narrowedTo('shop')],
        fleet: {
          portlight: {
            kubeconfig: {
              path: this.#plane.kubeconfig,
              contexts: [this.cluster],
            },
            cost: COST_SETTINGS,
            metrics: {
              sources: [
                {
                  name: 'central',
                  url: this.#prometheus.url,
                  clusters: [this.cluster],
                },
              ],
            },
          },
        },
      });
      this.#portals.set(name, portal);
      await until('nodes and pods to be watched', async () => {
        const replicas: string[] = await this.knex(name)('workers')
          .where({ cluster: this.cluster, state: 'watching' })
          .whereIn('kind', ['Node', 'Pod'])
          .pluck('replica');
        const [one, other] = replicas;
        if (one !== other || one === this.#replicas.get(name)) return false;
        return this.#replicas.set(name, one);
      });
    });
    this.#clock!.looks = true;
  }

  async #stopPortals(): Promise<void> {
    await Promise.all([...this.#portals.values()].map(each => each.stop()));
    this.#portals.clear();
  }

  /** What happens in the hour, in order, while the portals watch. */
  async #play(cluster: CostCluster): Promise<void> {
    for (const name of ['blink', 'report']) {
      this.#clock!.set(this.#hour + planned(name).until! + 1);
      await cluster.finish(planned(name), this.#hour);
    }
    for (const name of ['broken', 'adhoc']) {
      const { namespace, until: end } = planned(name);
      this.#clock!.set(this.#hour + end!);
      await cluster.deletePod(namespace, name);
      await this.#untilEnded('Pod', name);
    }
    for (const { name, until: end } of NODES) {
      if (end === undefined) continue;
      this.#clock!.set(this.#hour + end);
      await cluster.deleteNode(name);
      await this.#untilEnded('Node', name);
      this.#clock!.set(this.#hour + end + 60);
      for (const pod of await cluster.deletePodsOf(name)) {
        await this.#untilEnded('Pod', pod);
      }
    }
  }

  async #untilEnded(kind: string, object: string): Promise<void> {
    await this.#everywhere(name =>
      until(`the end of ${object}`, () =>
        this.knex(name)('ended_objects').where({ kind, name: object }).first(),
      ),
    );
  }
}
