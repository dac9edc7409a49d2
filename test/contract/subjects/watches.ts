import type { WatchEvent } from '../../parts';
import type { ContractSubject } from '../ContractTarget';
import { pod, service } from '../objects';

const NAMESPACE = 'contract-watches';
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;
const SERVICES = `/api/v1/namespaces/${NAMESPACE}/services`;

const brief = (event: WatchEvent) =>
  `${event.type} ${event.object.metadata.name}`;
const named = (name: string, type?: string) => (event: WatchEvent) =>
  event.object.metadata?.name === name && (!type || event.type === type);
const isEnd = (event: WatchEvent) =>
  event.object.metadata?.annotations?.['k8s.io/initial-events-end'] === 'true';

/** Watches: what they begin with, what they carry, how they end. */
export const watches: ContractSubject = target => {
  describe('watches', () => {
    beforeAll(async () => {
      const { client } = target();
      await client.create('/api/v1/namespaces', {
        metadata: { name: NAMESPACE },
      });
      for (const name of ['here-1', 'here-2']) {
        await client.create(PODS, pod(name, { labels: { app: 'here' } }));
      }
    });

    it('carries what happens after the list', async () => {
      const { client } = target();
      const list = await client.get(SERVICES);
      await client.create(SERVICES, service('s1'));
      const watch = await client.watch(
        `${SERVICES}?watch=1&resourceVersion=${list.metadata.resourceVersion}`,
      );
      expect(watch.status).toBe(200);
      await client.patch(`${SERVICES}/s1`, {
        metadata: { labels: { changed: 'yes' } },
      });
      await client.delete(`${SERVICES}/s1`);
      const events = await watch.until(named('s1', 'DELETED'));
      watch.close();
      expect(events.map(brief)).toEqual([
        'ADDED s1',
        'MODIFIED s1',
        'DELETED s1',
      ]);
      const versions = events.map(event =>
        Number(event.object.metadata.resourceVersion),
      );
      expect(versions).toEqual([...versions].sort((a, b) => a - b));
      expect(new Set(versions).size).toBe(3);
      for (const { object } of events) {
        expect(object).toMatchObject({ kind: 'Service', apiVersion: 'v1' });
      }
      // What is gone is shown as it was last.
      expect(events[2].object.metadata.labels).toEqual({ changed: 'yes' });
    });

    it.each(['', '&resourceVersion=0'])(
      'begins with what is there when no version is named (%s)',
      async version => {
        const { client } = target();
        const watch = await client.watch(`${PODS}?watch=1${version}`);
        const events = await watch.until(named('here-2'));
        watch.close();
        expect(events.map(brief)).toEqual(['ADDED here-1', 'ADDED here-2']);
      },
    );

    it('goes on from the version of any event', async () => {
      const { client } = target();
      const created = await client.create(SERVICES, service('s2'));
      const changed = await client.patch(`${SERVICES}/s2`, {
        metadata: { labels: { step: 'two' } },
      });
      await client.patch(`${SERVICES}/s2`, {
        metadata: { labels: { step: 'three' } },
      });
      const steps = async (version: string) => {
        const watch = await client.watch(
          `${SERVICES}?watch=1&resourceVersion=${version}`,
        );
        const events = await watch.until(
          event => event.object.metadata.labels?.step === 'three',
        );
        watch.close();
        return events.map(event => event.object.metadata.labels.step);
      };
      expect(await steps(created.metadata.resourceVersion)).toEqual([
        'two',
        'three',
      ]);
      expect(await steps(changed.metadata.resourceVersion)).toEqual(['three']);
    });

    it('shows an object that leaves or enters the selector as gone or new', async () => {
      const { client } = target();
      const list = await client.get(SERVICES);
      const watch = await client.watch(
        `${SERVICES}?watch=1&labelSelector=${encodeURIComponent(
          'color=red',
        )}&resourceVersion=${list.metadata.resourceVersion}`,
      );
      await client.create(
        SERVICES,
        service('s3', { labels: { color: 'blue' } }),
      );
      const paint = (color: string) =>
        client.patch(`${SERVICES}/s3`, { metadata: { labels: { color } } });
      await paint('red');
      const left = await paint('green');
      await paint('red');
      await client.delete(`${SERVICES}/s3`);
      const events: WatchEvent[] = [];
      while (events.filter(event => event.type === 'DELETED').length < 2) {
        events.push((await watch.events.next()).value);
      }
      watch.close();
      expect(events.map(event => event.type)).toEqual([
        'ADDED',
        'DELETED',
        'ADDED',
        'DELETED',
      ]);
      // As it was when it still matched, with the version at which it left.
      expect(events[1].object.metadata).toMatchObject({
        labels: { color: 'red' },
        resourceVersion: left.metadata.resourceVersion,
      });
    });

    it('watches one object by its name', async () => {
      const { client } = target();
      const list = await client.get(SERVICES);
      const watch = await client.watch(
        `${SERVICES}?watch=1&fieldSelector=metadata.name%3Ds5&resourceVersion=${list.metadata.resourceVersion}`,
      );
      await client.create(SERVICES, service('s4'));
      await client.create(SERVICES, service('s5'));
      const events = await watch.until(named('s5'));
      watch.close();
      expect(events.map(brief)).toEqual(['ADDED s5']);
    });

    it('streams a list that ends with a bookmark, then what happens', async () => {
      const { client } = target();
      const watch = await client.watch(
        `${PODS}?watch=1&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan`,
      );
      const events = await watch.until(isEnd);
      expect(events.slice(0, -1).map(brief).sort()).toEqual([
        'ADDED here-1',
        'ADDED here-2',
      ]);
      const bookmark = events[events.length - 1];
      expect(bookmark).toMatchObject({
        type: 'BOOKMARK',
        object: {
          kind: 'Pod',
          apiVersion: 'v1',
          metadata: {
            resourceVersion: expect.stringMatching(/^\d+$/),
            annotations: { 'k8s.io/initial-events-end': 'true' },
          },
        },
      });
      await client.create(PODS, pod('later'));
      expect((await watch.until(named('later'))).map(brief)).toEqual([
        'ADDED later',
      ]);
      watch.close();
      await client.delete(`${PODS}/later?gracePeriodSeconds=0`);
      const next = await client.watch(
        `${PODS}?watch=1&resourceVersion=${bookmark.object.metadata.resourceVersion}`,
      );
      expect((await next.until(named('later', 'DELETED'))).map(brief)[0]).toBe(
        'ADDED later',
      );
      next.close();
    });

    it('streams a list of a selector', async () => {
      const { client } = target();
      const watch = await client.watch(
        `${PODS}?watch=1&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan&fieldSelector=metadata.name%3Dhere-2`,
      );
      const events = await watch.until(isEnd);
      watch.close();
      expect(events.slice(0, -1).map(brief)).toEqual(['ADDED here-2']);
    });

    it.each([
      'sendInitialEvents=true',
      'sendInitialEvents=true&resourceVersionMatch=Exact&resourceVersion=1',
      'resourceVersionMatch=NotOlderThan',
    ])('refuses a watch with %s', async query => {
      const response = await target().client.request(
        `${PODS}?watch=1&${query}`,
      );
      expect(response.status).toBe(422);
      expect(response.body).toMatchObject({
        kind: 'Status',
        code: 422,
        reason: 'Invalid',
      });
    });

    it('ends after the seconds that were asked for, with a whole line', async () => {
      const response = await target().client.request(
        `${PODS}?watch=1&timeoutSeconds=1`,
      );
      expect(response.status).toBe(200);
      expect(response.text.endsWith('\n')).toBe(true);
      expect(response.text.trimEnd().split('\n')).toHaveLength(2);
    });

    it('says that a version is too old', async () => {
      const { client, expireVersions } = target();
      const list = await client.get(SERVICES);
      await client.create(SERVICES, service('after'));
      await expireVersions();
      const watch = await client.watch(
        `${SERVICES}?watch=1&resourceVersion=${list.metadata.resourceVersion}`,
      );
      const [event] = await watch.until(() => true);
      watch.close();
      expect(event).toMatchObject({
        type: 'ERROR',
        object: {
          kind: 'Status',
          apiVersion: 'v1',
          status: 'Failure',
          code: 410,
          reason: 'Expired',
          message: expect.stringContaining('too old resource version'),
        },
      });
    });

    it('carries only metadata where only metadata is asked for', async () => {
      const watch = await target().client.watch({
        path: `${PODS}?watch=1`,
        accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      });
      const [event] = await watch.until(() => true);
      watch.close();
      expect(event.object).toMatchObject({
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { name: 'here-1', labels: { app: 'here' } },
      });
      expect(event.object).not.toHaveProperty('spec');
    });
  });
};
