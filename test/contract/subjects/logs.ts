import { waitFor } from '../../parts';
import type { ContractSubject } from '../ContractTarget';
import { node, pod, status } from '../objects';

const NAMESPACE = 'contract-logs';
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;
const NODE = 'contract-logs-node';

/** The logs of containers. */
export const logs: ContractSubject = target => {
  describe('logs', () => {
    beforeAll(async () => {
      const { client, logLine } = target();
      await client.create('/api/v1/namespaces', {
        metadata: { name: NAMESPACE },
      });
      await client.create('/api/v1/nodes', node(NODE));
      await client.create(PODS, pod('one', { nodeName: NODE }));
      await client.create(
        PODS,
        pod('two', { nodeName: NODE, containers: ['app', 'proxy'] }),
      );
      for (const name of ['one', 'two']) {
        await waitFor(
          async () =>
            (await client.get(`${PODS}/${name}`)).status.phase === 'Running',
          { what: 'the pod to run' },
        );
      }
      const now = Date.now();
      await logLine(new Date(now - 3_600_000), 'an hour ago');
      await logLine(new Date(now - 60_000), 'a minute ago');
      await logLine(new Date(now), 'now');
    });

    it('answers what was logged, as text', async () => {
      const response = await target().client.request(`${PODS}/one/log`);
      expect(response.status).toBe(200);
      expect(response.headers['content-type']).toContain('text/plain');
      expect(response.text).toBe('an hour ago\na minute ago\nnow\n');
    });

    it.each([
      ['tailLines=1', 'now\n'],
      ['tailLines=0', ''],
      ['sinceSeconds=600', 'a minute ago\nnow\n'],
      ['limitBytes=7', 'an hour'],
      ['container=app&tailLines=2', 'a minute ago\nnow\n'],
    ])('answers a part of it: %s', async (query, text) => {
      const response = await target().client.request(
        `${PODS}/one/log?${query}`,
      );
      expect(response.text).toBe(text);
    });

    it('answers what was logged since a time', async () => {
      const since = new Date(Date.now() - 1_800_000).toISOString();
      const response = await target().client.request(
        `${PODS}/one/log?sinceTime=${encodeURIComponent(since)}`,
      );
      expect(response.text).toBe('a minute ago\nnow\n');
    });

    it('puts the time before each line', async () => {
      const response = await target().client.request(
        `${PODS}/one/log?timestamps=true&tailLines=1`,
      );
      expect(response.text).toMatch(
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z now\n$/,
      );
    });

    it('follows', async () => {
      const { client, logLine } = target();
      const response = await client.open(
        `${PODS}/one/log?follow=true&tailLines=1`,
      );
      const chunks = response[Symbol.asyncIterator]();
      let text = '';
      const readUntil = async (wanted: string) => {
        while (!text.includes(wanted)) {
          const { value, done } = await chunks.next();
          if (done) {
            throw new Error(`The log ended after ${JSON.stringify(text)}`);
          }
          text += value;
        }
      };
      await readUntil('now\n');
      await logLine(new Date(), 'later');
      await readUntil('later\n');
      response.destroy();
      expect(text).toBe('now\nlater\n');
    });

    it.each([
      [
        'two/log',
        'a container name must be specified for pod two, choose one of: [app proxy]',
      ],
      ['one/log?container=none', 'container none is not valid for pod one'],
    ])('refuses %s', async (path, message) => {
      const response = await target().client.request(`${PODS}/${path}`);
      expect(response.status).toBe(400);
      expect(response.body).toMatchObject(status(400, 'BadRequest', message));
    });

    it('has nothing of a container that never ended', async () => {
      const response = await target().client.request(
        `${PODS}/one/log?previous=true`,
      );
      expect(response.status).toBeGreaterThanOrEqual(400);
    });

    it.each(['tailLines=-1', 'tailLines=some', 'sinceSeconds=0'])(
      'refuses %s',
      async query => {
        const response = await target().client.request(
          `${PODS}/one/log?${query}`,
        );
        expect([400, 422]).toContain(response.status);
        expect(response.body.kind).toBe('Status');
      },
    );

    it('misses the pod', async () => {
      const response = await target().client.request(`${PODS}/none/log`);
      expect(response.status).toBe(404);
      expect(response.body.message).toBe('pods "none" not found');
    });
  });
};
