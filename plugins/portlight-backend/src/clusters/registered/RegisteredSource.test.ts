import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import type { SourceCluster } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import {
  createTestFleet,
  testDatabases,
  testKey,
  testRegistration,
} from '../../__testUtils__';
import { type Registration, scheduleRotation } from './createRegistration';
import { sealContext } from './kubeconfigInput';

jest.setTimeout(60_000);

const databases = testDatabases();

const TOKEN = 'very-secret-token-of-a-cluster';
const CHANGE = { at: '2026-11-21T00:00:00.000Z' };

function accepted(server: string) {
  return {
    name: 'context',
    current: true,
    server,
    credentials: 'token' as const,
    refusals: [],
    connection: { server, token: TOKEN },
  };
}

async function register(
  { store, sealer }: Registration,
  name: string,
  server: string,
  change = CHANGE,
) {
  await store.insert(
    { name, tags: [] },
    await sealContext(sealer, name, accepted(server)),
    change,
  );
}

async function ask(cluster: SourceCluster): Promise<string> {
  const connection = cluster.connect();
  try {
    const { status } = await connection.request({ path: '/version' });
    return `answered ${status}`;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await connection.close();
  }
}

describe.each(databases.eachSupportedId())(
  'the source of registered clusters on %s',
  id => {
    let knex: Knex;
    let server: http.Server;
    let address: string;
    let authorizations: (string | undefined)[];

    beforeEach(async () => {
      ({ knex } = await createTestFleet(databases, id));
      authorizations = [];
      server = http.createServer(({ headers }, response) => {
        authorizations.push(headers.authorization);
        response.end('{}');
      });
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', resolve);
      });
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });

    afterEach(() => {
      server.close();
    });

    const replica = (...keys: ReturnType<typeof testKey>[]) =>
      testRegistration(knex, {
        encryptionKeys: keys.length > 0 ? keys : [testKey('first')],
        registration: { allowPlainHttp: true },
      });

    it('sees what another replica registered, changed and removed', async () => {
      const [one, other] = [replica(), replica()];
      const list = () => other.source.listClusters();
      expect(await list()).toEqual([]);
      await register(one, 'east', address);
      const [first] = await list();
      expect(first).toMatchObject({ name: 'east', title: 'east', tags: [] });
      expect(JSON.stringify(first)).not.toContain(TOKEN);
      expect(await ask(first)).toBe('answered 200');
      expect(authorizations).toEqual([`Bearer ${TOKEN}`]);

      await one.store.update(
        'east',
        { title: 'East', maintenance: true },
        CHANGE,
      );
      expect((await list())[0]).toMatchObject({
        title: 'East',
        maintenance: {},
        fingerprint: first.fingerprint,
      });

      await one.store.replaceCredentials(
        'east',
        await sealContext(one.sealer, 'east', accepted(address)),
        CHANGE,
      );
      const [moved] = await list();
      expect(moved.fingerprint).not.toBe(first.fingerprint);
      expect(moved.identity).toBe(first.identity);
      expect(await ask(first)).toContain('replaced or removed');
      expect(await ask(moved)).toBe('answered 200');

      await one.store.remove('east');
      expect(await list()).toEqual([]);
    });

    it('tells a cluster from one that was registered in its place since', async () => {
      const [one, other] = [replica(), replica()];
      await register(one, 'east', address);
      const [before] = await other.source.listClusters();
      await one.store.remove('east');
      await register(one, 'east', address, { at: '2026-11-21T00:00:01.000Z' });
      const [after] = await other.source.listClusters();
      expect(before.identity).toEqual(expect.any(String));
      expect(after.identity).not.toBe(before.identity);
    });

    it('says of a cluster whose key is gone why it cannot be read; the others are', async () => {
      await register(replica(testKey('old', 1)), 'a', address);
      await register(replica(testKey('new', 2)), 'b', address);
      const { source } = replica(testKey('new', 2));
      const [lost, fine] = await source.listClusters();
      expect(await ask(lost)).toMatch(/"old".*not configured/);
      expect(await ask(fine)).toBe('answered 200');
      const wrong = replica(testKey('old', 3), testKey('new', 2));
      const [changed] = await wrong.source.listClusters();
      expect(await ask(changed)).toContain('"old"');
      expect(authorizations).toHaveLength(1);
    });

    it('says of a cluster whose credentials were copied from another that they do not open', async () => {
      const { source, store } = replica();
      await register({ ...replica() }, 'a', address);
      await register({ ...replica() }, 'b', address);
      const { sealed } = await knex('registered_clusters')
        .where({ name: 'a' })
        .first('sealed');
      await knex('registered_clusters').where({ name: 'b' }).update({ sealed });
      expect(await store.list()).toHaveLength(2);
      const [, copied] = await source.listClusters();
      expect(await ask(copied)).not.toContain('answered');
      expect(authorizations).toEqual([]);
    });

    it('opens the credentials again after a failure', async () => {
      const registration = replica();
      await register(registration, 'east', address);
      const [cluster] = await registration.source.listClusters();
      const connection = cluster.connect();
      const sealed = jest
        .spyOn(registration.store, 'sealed')
        .mockRejectedValueOnce(new Error('the database is gone'));
      await expect(connection.request({ path: '/' })).rejects.toThrow(
        'the database is gone',
      );
      expect(await connection.request({ path: '/' })).toMatchObject({
        status: 200,
      });
      await connection.request({ path: '/' });
      expect(sealed).toHaveBeenCalledTimes(2);
      await connection.close();
      await expect(connection.request({ path: '/' })).rejects.toThrow('closed');
    });

    it('has its keys rotated by the scheduler, and what fails once not for ever', async () => {
      await register(replica(testKey('old', 1)), 'a', address);
      await register(replica(testKey('lost', 2)), 'b', address);
      const registration = replica(testKey('new', 3), testKey('old', 1));
      const scheduler = mockServices.scheduler();
      await scheduleRotation(registration, scheduler);
      const [{ id: task }] = await scheduler.getScheduledTasks();
      const [before] = await registration.source.listClusters();

      await scheduler.triggerTask(task);
      expect(await registration.rotation.progress()).toMatchObject({
        state: 'failed',
        key: 'new',
        failures: [{ cluster: 'b', message: expect.stringContaining('lost') }],
      });
      expect(await registration.store.countByKey()).toEqual([
        { key: 'lost', clusters: 1 },
        { key: 'new', clusters: 1 },
      ]);
      // Wrapped again, it is connected as before.
      const [after] = await registration.source.listClusters();
      expect(after.fingerprint).toBe(before.fingerprint);
      expect(await ask(after)).toBe('answered 200');

      const start = jest.spyOn(registration.rotation, 'start');
      await scheduler.triggerTask(task);
      expect(start).not.toHaveBeenCalled();
      // An older replica is still there and registers with its key.
      await register(replica(testKey('old', 1)), 'c', address);
      await scheduler.triggerTask(task);
      expect(await registration.store.countByKey()).toEqual([
        { key: 'lost', clusters: 1 },
        { key: 'new', clusters: 2 },
      ]);
    });
  },
);
