import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { inspect } from 'node:util';
import {
  coreServices,
  createServiceFactory,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { stringify } from 'yaml';
import { type Database, DATABASES } from '../integration/databases';
import { type Portal, type Settings, startPortal } from '../integration/portal';
import { waitForMatch } from '../integration/waitForMatch';
import { describeWith } from '../parts';
import { type TestCertificate, makeCertificate } from './certificates';
import { SecretSearch } from './SecretSearch';

/** Credentials of every kind go in, everything that can go wrong does, and all that was said is searched. */
const TIMEOUT_MILLISECONDS = 120_000;
const random = () => randomBytes(24).toString('base64url');

const SECRETS = {
  token: `token-${random()}`,
  replacedToken: `token-${random()}`,
  refusedToken: `token-${random()}`,
  password: `pass "word" & ${random()}`,
  execVariable: `variable-${random()}`,
  brokenYaml: `yaml-${random()}`,
  addressPassword: `address-${random()}`,
  foreignKey: generateKeyPairSync('rsa', {
    modulusLength: 2048,
  }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  oldKey: randomBytes(32).toString('base64'),
  newKey: `a long sentence that nobody knows ${random()}`,
};
const CANARY = `canary-${randomBytes(6).toString('hex')}`;

const spans = new InMemorySpanExporter();
trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }),
);

const base64 = (text: string) => Buffer.from(text).toString('base64');

for (const { name, parts, start } of DATABASES) {
  describeWith(parts, `secrets of registered clusters on ${name}`, () => {
    const said: { place: string; value: unknown }[] = [];
    const portals: Portal[] = [];
    let database: Database;
    let server: Server;
    let certificate: TestCertificate;
    let address: string;

    const say = (place: string) => (value: unknown, meta?: unknown) => {
      said.push({ place, value: [value, meta] });
    };
    const logger: LoggerService = {
      error: say('log'),
      warn: say('log'),
      info: say('log'),
      debug: say('log'),
      child: meta => {
        say('log')(meta);
        return logger;
      },
    };
    const auditor = mockServices.auditor.mock();

    async function startWith(...keys: { name: string; secret: string }[]) {
      const settings: Settings = {
        addresses: { allowLoopback: true },
        encryption: { keys },
      };
      const portal = await startPortal({
        knex: database.knex,
        fleet: { portlight: settings },
        features: [
          auditor.factory,
          createServiceFactory({
            service: coreServices.logger,
            deps: {},
            factory: () => logger,
          }),
        ],
      });
      portals.push(portal);
      return portal;
    }

    function kubeconfig(user: object, cluster: object = {}): string {
      return stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [
          {
            name: 'c',
            cluster: {
              server: address,
              'certificate-authority-data': base64(certificate.certificate),
              ...cluster,
            },
          },
        ],
        users: [{ name: 'u', user }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      });
    }

    async function send(
      portal: Portal,
      method: string,
      path: string,
      body?: unknown,
    ): Promise<number> {
      const response = await portal.request(path, method, body);
      const text = await response.text();
      said.push({
        place: `${method} ${path}`,
        value: [text, [...response.headers]],
      });
      return response.status;
    }

    beforeAll(async () => {
      certificate = makeCertificate('IP:127.0.0.1');
      database = await start();
      // A server that repeats what it is given, in headers and in the message of its error.
      server = createServer(
        { key: certificate.key, cert: certificate.certificate },
        (request, response) => {
          const { authorization = '' } = request.headers;
          response
            .writeHead(request.url === '/version' ? 302 : 401, {
              location: `https://x/?${encodeURIComponent(authorization)}`,
              'content-type': 'application/json',
            })
            .end(
              JSON.stringify({
                kind: 'Status',
                message: `Who is ${authorization} (${Buffer.from(
                  authorization.split(' ')[1] ?? '',
                  'base64',
                )})?`,
              }),
            );
        },
      );
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      auditor.createEvent.mockImplementation(
        async ({ request: _, ...event }) => {
          say('audit')(event);
          return { success: say('audit'), fail: say('audit') } as never;
        },
      );
    }, TIMEOUT_MILLISECONDS);

    afterAll(async () => {
      for (const portal of portals) await portal.stop();
      server?.close();
      await database?.stop();
    });

    it(
      'are in no answer, log line, audit event, trace or row',
      async () => {
        const old = { name: 'old', secret: SECRETS.oldKey };
        let portal = await startWith(old);
        const good = {
          token: { token: SECRETS.token },
          basic: { username: 'me', password: SECRETS.password },
          certificate: {
            'client-certificate-data': base64(certificate.certificate),
            'client-key-data': base64(certificate.key),
          },
        };
        for (const [kind, user] of Object.entries(good)) {
          const input = { kubeconfig: kubeconfig(user), context: 'x' };
          expect(await send(portal, 'POST', '/clusters:inspect', input)).toBe(
            400,
          );
          const { context, ...text } = input;
          expect(await send(portal, 'POST', '/clusters:inspect', text)).toBe(
            200,
          );
          expect(await send(portal, 'POST', '/clusters:test', input)).toBe(200);
          const cluster = { name: `${CANARY}-${kind}`, ...input };
          expect(await send(portal, 'POST', '/clusters', cluster)).toBe(201);
          expect(await send(portal, 'POST', '/clusters', cluster)).toBe(409);
        }

        const refused = [
          kubeconfig({ token: `${SECRETS.refusedToken}\n` }),
          kubeconfig({
            exec: {
              command: '/bin/sh',
              env: [{ name: 'A', value: SECRETS.execVariable }],
            },
          }),
          kubeconfig({
            ...good.certificate,
            'client-key-data': base64(SECRETS.foreignKey),
          }),
          kubeconfig(
            {},
            { server: `https://me:${SECRETS.addressPassword}@10.0.0.1` },
          ),
          `token: "${SECRETS.brokenYaml}`,
          `a: &${SECRETS.brokenYaml} b`,
        ];
        for (const text of refused) {
          const input = { kubeconfig: text, context: 'x' };
          const cluster = { name: 'refused', ...input };
          const statuses = [
            await send(portal, 'POST', '/clusters:test', input),
            await send(portal, 'POST', '/clusters', cluster),
            await send(
              portal,
              'PUT',
              `/clusters/${CANARY}-token/credentials`,
              input,
            ),
          ];
          expect(statuses).toEqual([422, 422, 422]);
          await send(portal, 'POST', '/clusters:inspect', { kubeconfig: text });
          await send(portal, 'POST', '/clusters', { ...cluster, name: '!' });
        }

        // The mirror tells what the server said.
        await waitForMatch(
          async () => {
            await send(portal, 'GET', `/clusters/${CANARY}-token`);
            return portal.get(`/clusters/${CANARY}-token`);
          },
          { status: 'error' },
          { what: 'the error of the server', timeoutMilliseconds: 30_000 },
        );

        expect(
          await send(portal, 'PUT', `/clusters/${CANARY}-token/credentials`, {
            kubeconfig: kubeconfig({ token: SECRETS.replacedToken }),
            context: 'x',
          }),
        ).toBe(200);
        // A row in the place of another, as somebody with the database could do.
        await database
          .knex('registered_clusters')
          .where({ name: `${CANARY}-basic` })
          .update({
            sealed: database
              .knex('registered_clusters')
              .select('sealed')
              .where({ name: `${CANARY}-certificate` }),
          });

        await portal.stop();
        portals.pop();
        portal = await startWith({ name: 'new', secret: SECRETS.newKey }, old);
        expect(await send(portal, 'POST', '/encryption:rotate')).toBeLessThan(
          300,
        );
        for (const path of [
          '/clusters',
          '/encryption',
          '/workers',
          '/problems',
          '/fleet/health',
          `/clusters/${CANARY}-basic`,
          `/clusters/${CANARY}-basic/registration`,
          `/clusters/${CANARY}-certificate/registration`,
          `/clusters/${CANARY}-token/registration`,
        ]) {
          await send(portal, 'GET', path);
        }
        await portal.stop();
        portals.pop();

        // A key that is gone, and one with another secret under its name.
        portal = await startWith({ name: 'new', secret: SECRETS.oldKey });
        await send(portal, 'GET', '/encryption');
        await send(portal, 'GET', `/clusters/${CANARY}-token`);
        await send(portal, 'POST', `/clusters/${CANARY}-token/sync`);

        for (const {
          name: span,
          attributes,
          status,
          events,
        } of spans.getFinishedSpans()) {
          said.push({
            place: 'trace',
            value: { span, attributes, status, events },
          });
        }

        const search = new SecretSearch({
          ...SECRETS,
          clientKey: certificate.key,
        });
        const findings = [
          ...said.flatMap(({ place, value }) => search.inValue(value, place)),
          ...said.flatMap(({ place, value }) =>
            search.inText(inspect(value, { depth: 9 }), place),
          ),
          ...(await search.inDatabase(database.knex)),
        ];
        expect(findings).toEqual([]);

        // What must be found is: the search looks where things are written.
        const canary = new SecretSearch({ canary: CANARY });
        const seen = said.filter(
          ({ place, value }) => canary.inValue(value, place).length > 0,
        );
        expect(seen.map(({ place }) => place)).toEqual(
          expect.arrayContaining(['log', 'audit', 'trace', 'POST /clusters']),
        );
        expect(
          (await canary.inDatabase(database.knex)).map(({ place }) => place),
        ).toContain('registered_clusters.name');
      },
      TIMEOUT_MILLISECONDS,
    );
  });
}
