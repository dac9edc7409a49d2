import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Simulator, startSimulator } from '@portlight/simulator';
import createKnex, { type Knex } from 'knex';
import {
  describeWith,
  KubernetesClient,
  type Postgres,
  startPostgres,
  waitFor,
} from '../parts';
import { expectEqual } from './comparison';
import { node, podTemplate } from './objects';
import { type Replica, startReplica } from './replica/startReplica';

const CLUSTERS = Array.from(
  { length: 12 },
  (_, index) => `cluster-${String(index + 1).padStart(2, '0')}`,
);
const PODS = 20;

/** What the requirements allow, and as much again for a machine that does other things as well. */
const GRACEFUL_MILLISECONDS = 2_000;
const KILLED_MILLISECONDS = 30_000;

const TIMEOUT_MILLISECONDS = 240_000;

jest.setTimeout(TIMEOUT_MILLISECONDS);

/**
 * Has the database itself note who writes a cluster's workers, and who has its lease and token at that moment,
 * in the writer's own transaction.
 */
const REFEREE = `
  create table referee (
    id bigserial primary key,
    cluster text not null,
    writer text not null,
    owner text,
    token bigint
  );
  create function note_writer() returns trigger language plpgsql as $$
  begin
    insert into referee (cluster, writer, owner, token)
      select new.cluster, new.replica, owner, lease_token from leases
      where type = 'cluster' and name = new.cluster;
    return new;
  end $$;
  create trigger referee after insert or update on workers
    for each row execute function note_writer();`;

describeWith(['postgres'], 'replicas on one PostgreSQL', () => {
  let postgres: Postgres;
  let simulator: Simulator;
  let directory: string;
  let kubeconfig: string;
  let knex: Knex;
  const replicas = new Map<string, Replica>();

  const connection = () => ({
    host: postgres.host,
    port: postgres.port,
    user: postgres.user,
    password: postgres.password,
  });

  /** Starts one more, and answers the name by which the others know it. */
  async function start(): Promise<string> {
    const replica = await startReplica({
      kubeconfig,
      database: { client: 'pg', connection: connection() },
    });
    const name = await waitFor(
      async () => {
        const { items } = await replica.get('/replicas');
        return items.find((each: { name: string }) =>
          each.name.includes(`-${replica.pid}-`),
        )?.name as string | undefined;
      },
      { what: 'the replica to be known' },
    );
    replicas.set(name, replica);
    return name;
  }

  const owners = async (): Promise<Map<string, string[]>> => {
    const rows: { name: string; owner: string; expires_at: string }[] =
      await knex('leases').where({ type: 'cluster' }).whereNotNull('owner');
    const byOwner = new Map<string, string[]>();
    for (const { name, owner } of rows) {
      byOwner.set(owner, [...(byOwner.get(owner) ?? []), name].sort());
    }
    return byOwner;
  };

  const sharedBy = (...names: string[]) =>
    waitFor(
      async () => {
        const share = CLUSTERS.length / names.length;
        const all = await owners();
        return names.every(name => all.get(name)?.length === share);
      },
      {
        what: `an equal share of ${names}`,
        timeoutMilliseconds: 60_000,
        intervalMilliseconds: 50,
      },
    );

  /** Every cluster's watches are followed by one of these replicas. */
  const followedBy = (...names: string[]) =>
    waitFor(
      async () => {
        const rows: { cluster: string; state: string; replica: string }[] =
          await knex('workers').where({ kind: 'Pod' });
        return (
          rows.length === CLUSTERS.length &&
          rows.every(
            ({ state, replica }) =>
              state === 'watching' && names.includes(replica),
          )
        );
      },
      {
        what: 'all clusters to be followed',
        timeoutMilliseconds: 60_000,
        intervalMilliseconds: 50,
      },
    );

  function addPod(cluster: string, name: string) {
    const { store } = simulator.cluster(cluster);
    store.create(store.resources.forKind('Pod'), {
      metadata: { name, namespace: 'default', labels: { app: 'web' } },
      spec: { ...podTemplate('web').spec, nodeName: 'node-1' },
    });
  }

  function deletePod(cluster: string, name: string) {
    const { store } = simulator.cluster(cluster);
    // At once: there is no kubelet to confirm it.
    store.delete(store.resources.forKind('Pod'), 'default', name, {
      gracePeriodSeconds: 0,
    });
  }

  const equal = () =>
    Promise.all(
      CLUSTERS.map(cluster =>
        expectEqual(
          new KubernetesClient({ server: simulator.clusterUrl(cluster) }),
          knex,
          cluster,
          { what: cluster, timeoutMilliseconds: 60_000 },
        ),
      ),
    );

  beforeAll(async () => {
    postgres = await startPostgres();
    simulator = await startSimulator({
      clusters: CLUSTERS.map(name => ({ name })),
    });
    for (const cluster of CLUSTERS) {
      const { store } = simulator.cluster(cluster);
      store.create(
        store.resources.forKind('Node'),
        node('node-1', 'eu-west-1a'),
      );
      for (let number = 0; number < PODS; number += 1) {
        addPod(cluster, `pod-${number}`);
      }
    }
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-replicas-'));
    kubeconfig = path.join(directory, 'kubeconfig');
    fs.writeFileSync(kubeconfig, simulator.kubeconfig());
    knex = createKnex({
      client: 'pg',
      connection: { ...connection(), database: 'backstage_plugin_portlight' },
    });
  }, TIMEOUT_MILLISECONDS);

  afterAll(async () => {
    for (const replica of replicas.values()) {
      replica.kill('SIGCONT');
      replica.kill('SIGKILL');
      await replica.ended;
    }
    await knex?.destroy();
    await simulator?.stop();
    await postgres?.stop();
    fs.rmSync(directory, { recursive: true, force: true });
  }, TIMEOUT_MILLISECONDS);

  let first: string;
  let second: string;

  it('share the clusters equally when a second one joins, without reading anything again', async () => {
    first = await start();
    await knex.raw(REFEREE);
    await followedBy(first);
    await equal();
    const lists = () =>
      knex('workers')
        .where({ kind: 'Pod' })
        .orderBy('cluster')
        .pluck('last_list_at');
    const before = await lists();
    second = await start();
    await sharedBy(first, second);
    await followedBy(first, second);
    const after = await lists();
    // Whoever took a cluster over has listed nothing: it goes on where the other one was.
    after.forEach((at, index) =>
      expect([null, before[index]]).toContainEqual(at),
    );
    await equal();
  });

  it('answer the same, whichever is asked', async () => {
    const answers = await Promise.all(
      [first, second].map(async name => {
        const { items, total } = await replicas
          .get(name)!
          .get('/fleet/pods?limit=500');
        return {
          total,
          names: items.map((each: any) => [each.cluster, each.name]),
        };
      }),
    );
    expect(answers[0].total).toBe(CLUSTERS.length * PODS);
    expect(answers[1]).toEqual(answers[0]);
    const { items } = await replicas.get(second)!.get('/replicas');
    expect(items).toEqual([
      expect.objectContaining({ name: first, clusters: 6 }),
      expect.objectContaining({ name: second, clusters: 6 }),
    ]);
  });

  it('pass a request to read a cluster anew on to the one that has it', async () => {
    const [theirs] = (await owners()).get(first)!;
    const listedAt = async () =>
      (await knex('workers').where({ cluster: theirs, kind: 'Pod' }).first())
        .last_list_at;
    const before = await listedAt();
    const response = await replicas
      .get(second)!
      .request(`/clusters/${theirs}/sync`, 'POST');
    expect(response.status).toBe(202);
    await waitFor(async () => (await listedAt()) !== before, {
      what: 'the cluster to be listed',
    });
  });

  it('take over at once from one that ends, and miss nothing', async () => {
    const leaving = replicas.get(second)!;
    const began = performance.now();
    leaving.kill('SIGTERM');
    for (const cluster of CLUSTERS) addPod(cluster, 'while-stopping');
    await waitFor(
      async () => (await owners()).get(first)?.length === CLUSTERS.length,
      {
        what: 'all clusters to move',
        timeoutMilliseconds: 60_000,
        intervalMilliseconds: 20,
      },
    );
    const took = performance.now() - began;
    report('graceful', took);
    expect(took).toBeLessThan(2 * GRACEFUL_MILLISECONDS);
    await leaving.ended;
    replicas.delete(second);
    await equal();
  });

  it('take over within 30 s from one that is killed', async () => {
    second = await start();
    await sharedBy(first, second);
    await followedBy(first, second);
    const killed = replicas.get(second)!;
    const began = performance.now();
    killed.kill('SIGKILL');
    for (const cluster of CLUSTERS) deletePod(cluster, 'pod-0');
    await followedBy(first);
    const took = performance.now() - began;
    report('killed', took);
    expect(took).toBeLessThan(KILLED_MILLISECONDS);
    replicas.delete(second);
    await equal();
  });

  it('refuse what one writes that was paused beyond its leases', async () => {
    second = await start();
    await sharedBy(first, second);
    await followedBy(first, second);
    const paused = replicas.get(second)!;
    const theirs = (await owners()).get(second)!;
    paused.kill('SIGSTOP');
    // What it would write when it goes on: it has these in the buffers of its sockets.
    for (const cluster of theirs) addPod(cluster, 'ghost');
    await followedBy(first);
    for (const cluster of theirs) deletePod(cluster, 'ghost');
    await equal();
    paused.kill('SIGCONT');
    // It is back when it has its share again, by claims with newer tokens.
    await sharedBy(first, second);
    await followedBy(first, second);
    await equal();
    expect(await knex('records').where({ name: 'ghost' })).toEqual([]);
    expect(paused.output()).toMatch(/Another replica reads the cluster/);
  });

  it('never have two that write one cluster', async () => {
    const writes: {
      cluster: string;
      writer: string;
      owner: string;
      token: string;
    }[] = await knex('referee').orderBy('id');
    expect(writes.filter(({ writer, owner }) => writer !== owner)).toEqual([]);
    const last = new Map<string, { token: number; writer: string }>();
    const violations: object[] = [];
    let moves = 0;
    for (const { cluster, writer, token } of writes) {
      const before = last.get(cluster);
      const now = { token: Number(token), writer };
      if (before && now.token < before.token) violations.push({ before, now });
      if (before && now.token === before.token && writer !== before.writer) {
        violations.push({ before, now });
      }
      if (before && writer !== before.writer) moves++;
      last.set(cluster, now);
    }
    expect(violations).toEqual([]);
    // Half of them to the second replica and back, three times.
    expect(moves).toBeGreaterThanOrEqual(3 * CLUSTERS.length);
  });
});

/** Times are for people; see docs/operation.md. */
function report(what: string, milliseconds: number): void {
  process.stderr.write(`replicas: ${what}: ${Math.round(milliseconds)} ms\n`);
}
