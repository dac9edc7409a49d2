import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import {
  writeCluster,
  writeCoverage,
  writeUsage,
} from '@portlight/plugin-portlight-backend/src/cost/__testUtils__/testCluster';
import { createObserver } from '@portlight/plugin-portlight-backend/src/cost/inputs';
import { readPrometheusUsage } from '@portlight/plugin-portlight-backend/src/cost/inputs/readPrometheusUsage';
import { migrationsDirectory } from '@portlight/plugin-portlight-backend/src/inventory';
import {
  PrometheusSources,
  readSourceSettings,
} from '@portlight/plugin-portlight-backend/src/metrics/sources';
import type { PodSpan } from '@portlight/plugin-portlight-common';
import { describeWith, type Prometheus, startPrometheus } from '../parts';
import { type Database, DATABASES } from './databases';

const HOUR = 3_600;
const STEP = 60;
const CLUSTER = 'east';
const [{ start: startDatabase }] = DATABASES;

/** The pods of the hour. */
const PODS = ['web-0', 'web-1', 'worker-1'];
/** More pods than an answer for people has. */
const MANY = 1_500;

/** What cAdvisor says of a container all the time since a while before an hour. */
function samplesOf(hour: number): string {
  const cpu: string[] = [];
  const memory: string[] = [];
  const add = (cluster: string, pod: string, cores: number, step = STEP) => {
    const labels = `{cluster="${cluster}",namespace="shop",pod="${pod}",container="main"}`;
    for (let at = -600; at <= HOUR; at += step) {
      cpu.push(
        `container_cpu_usage_seconds_total${labels} ${cores * (at + 600)} ${
          hour + at
        }`,
      );
      memory.push(
        `container_memory_working_set_bytes${labels} ${2 ** 29} ${hour + at}`,
      );
    }
  };
  for (const pod of PODS) {
    add('prod', pod, 0.25);
    add('other', pod, 250);
  }
  for (let pod = 0; pod < MANY; pod++) add('many', `pod-${pod}`, 0.1, 120);
  return [
    '# TYPE container_cpu_usage_seconds counter',
    ...cpu,
    '# TYPE container_memory_working_set_bytes gauge',
    ...memory,
    '# EOF\n',
  ].join('\n');
}

describeWith(['prometheus'], 'usage of a cost hour from a Prometheus', () => {
  let database: Database;
  let prometheus: Prometheus;
  let silent: Server;
  const opened: PrometheusSources[] = [];
  const hour = (Math.floor(Date.now() / 1000 / HOUR) - 2) * HOUR;

  beforeAll(async () => {
    silent = createServer(() => {});
    [database, prometheus] = await Promise.all([
      startDatabase(),
      startPrometheus({ config: {}, past: samplesOf(hour) }),
      new Promise<void>(resolve => {
        silent.listen(0, '127.0.0.1', resolve);
      }),
    ]);
    const { knex } = database;
    await knex.migrate.latest({ directory: migrationsDirectory() });
    await writeCluster(knex, CLUSTER, hour);
    await writeCoverage(knex, CLUSTER, { since: hour, until: hour + HOUR });
  }, 60_000);

  afterAll(async () => {
    await Promise.all(opened.map(sources => sources.close()));
    silent?.closeAllConnections();
    silent?.close();
    await Promise.all([database?.stop(), prometheus?.stop()]);
  });

  function sourcesOf(...list: readonly ('silent' | 'none' | string)[]) {
    const { port } = silent.address() as AddressInfo;
    const sources = new PrometheusSources({
      settings: readSourceSettings(
        mockServices.rootConfig({
          data: {
            metrics: {
              sources: list.map(cluster => ({
                name: cluster,
                clusters: [CLUSTER],
                ...(cluster === 'silent'
                  ? { url: `http://127.0.0.1:${port}`, timeout: '1s' }
                  : { url: prometheus.url, matchers: { cluster } }),
              })),
            },
          },
        }),
      ),
      mirror: { reach: () => undefined },
      telemetry: { asked: () => {} },
    });
    opened.push(sources);
    return sources;
  }

  /** What an hour says of usage, with the cores that each pod used at the end of each five minutes. */
  async function observe(...list: string[]) {
    const { knex } = database;
    const sources = sourcesOf(...list);
    const observed = await createObserver({ knex, sources })(CLUSTER, hour);
    const { coverage, pods } = observed.hour;
    const usage = (value: (pod: PodSpan) => unknown) =>
      Object.fromEntries(pods.map(pod => [pod.name, value(pod)]));
    return { coverage, usage };
  }

  const rounded = (values: readonly (number | null)[] | undefined) =>
    values?.map(value => value && Number(value.toFixed(3)));

  it('is that of its cluster, in every five minutes', async () => {
    const { coverage, usage } = await observe('prod');
    expect(coverage).toEqual({
      observedMinutes: 60,
      usage: 'complete',
      reasons: [],
    });
    expect(usage(pod => rounded(pod.usage?.cpu))).toEqual(
      Object.fromEntries(PODS.map(pod => [pod, Array(12).fill(0.25)])),
    );
    expect(usage(pod => rounded(pod.usage?.memory))).toEqual(
      Object.fromEntries(PODS.map(pod => [pod, Array(12).fill(2 ** 29)])),
    );
  });

  it('is asked of the next one where one does not answer', async () => {
    const { coverage } = await observe('silent', 'prod');
    expect(coverage.usage).toBe('complete');
  });

  it('is what was requested where it knows nothing, and says so', async () => {
    const { coverage, usage } = await observe('nowhere');
    expect(coverage).toEqual({
      observedMinutes: 60,
      usage: 'requests-only',
      reasons: ['No usage was measured: what was requested is charged'],
    });
    expect(usage(pod => pod.usage)).toEqual(
      Object.fromEntries(PODS.map(pod => [pod, undefined])),
    );
  });

  it('is expected later where it does not answer now, and says why', async () => {
    const { coverage } = await observe('silent');
    expect(coverage).toEqual({
      observedMinutes: 60,
      usage: 'partial',
      reasons: expect.arrayContaining([
        expect.stringMatching(/^Prometheus silent .*1 s/),
      ]),
    });
  });

  it('is of all pods, of which there may be more than people look at', async () => {
    const usage = await readPrometheusUsage(sourcesOf('many'), CLUSTER, hour);
    expect(usage?.size).toBe(MANY);
  });

  // Last: it is there from then on.
  it('fills what the history of metrics does not have, and nothing else', async () => {
    await writeUsage(database.knex, CLUSTER, {
      pods: ['web-1'],
      since: hour + HOUR / 2,
      until: hour + HOUR,
    });
    const { coverage, usage } = await observe('prod');
    expect(coverage.usage).toBe('complete');
    const cpu = usage(pod => pod.usage?.cpu)['web-1'] as number[];
    expect(rounded(cpu.slice(0, 6))).toEqual(Array(6).fill(0.25));
    expect(rounded(cpu.slice(6))).not.toContain(0.25);
  });
});
