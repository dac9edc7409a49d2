import {
  BEGIN,
  GIB,
  hourPrices,
  nodePrice,
  steady,
  sumOf,
} from '../__testUtils__/hours';
import { costOf } from '../__testUtils__/costOf';
import { at, node, observed, pod } from '../__testUtils__/records';
import { HOUR } from '../allocation/time';
import { calendarPeriod } from '../calendar';
import { fromNanos, totalCost } from '../money';
import type { ObservedObject } from './ObservedObjects';
import { observeHour } from './observeHour';

const workload = (objects: ObservedObject[]) =>
  sumOf(costOf(objects), 'workload');

// The rows of the table of edge cases, by the names that they have there.

describe('pod < 1 h', () => {
  it.each<[string, Parameters<typeof pod>[0], number]>([
    ['from when it was scheduled', { scheduled: 1800 }, 1800],
    ['from when its kubelet saw it', { scheduled: null, started: 2700 }, 900],
    ['from its creation', { scheduled: null, created: 3000 }, 600],
    [
      'until its last container finished',
      {
        phase: 'Succeeded',
        containers: [{ finished: 600 }, { finished: 1200 }],
      },
      1200,
    ],
    ['until it was deleted', { ended: 900 }, 900],
    [
      'until its containers finished while it was being deleted',
      { deleting: 100, ended: 900, containers: [{ finished: 130 }] },
      130,
    ],
    [
      'until its sidecar finished after its container',
      {
        phase: 'Succeeded',
        containers: [{ finished: 600 }],
        init: [{ always: true, finished: 660 }],
      },
      660,
    ],
    [
      'until it ceased to be ready, when it was evicted',
      {
        phase: 'Failed',
        containers: [{ state: {} }],
        ready: { status: 'False', at: 420 },
      },
      420,
    ],
    ['while it is being deleted and runs', { deleting: 100 }, 3600],
    ['in all of the hour', {}, 3600],
  ])('%s', (_, given, expected) => {
    const { podHours, cpuHours } = workload([
      node(),
      pod({
        ...given,
        containers: (given?.containers ?? [{}]).map(container => ({
          ...container,
          requests: { cpu: '500m' },
        })),
      }),
    ]);
    expect(podHours * HOUR).toBeCloseTo(expected, 6);
    const count = given?.containers?.length ?? 1;
    expect(cpuHours * HOUR).toBeCloseTo(expected * 0.5 * count, 6);
  });
});

describe('pod < scrape interval', () => {
  it.each([
    ['costs what it requested for as long as it ran', 10, 13, 3],
    ['costs a second where it took less', 10, 10, 1],
    ['costs a second where it finished before it began', 10, -50, 1],
  ])('%s', (_, scheduled, finished, expected) => {
    const { podHours, cpuCost } = workload([
      node(),
      pod({
        scheduled,
        phase: 'Succeeded',
        containers: [{ finished, requests: { cpu: '1' } }],
      }),
    ]);
    expect(podHours * HOUR).toBeCloseTo(expected, 6);
    expect(fromNanos(cpuCost)).toBeCloseTo((0.1 * expected) / HOUR, 8);
  });
});

it('container restart inside pod: pod hours', () => {
  const { podHours } = workload([
    node(),
    pod({
      containers: [
        {
          requests: { cpu: '1' },
          state: { waiting: { reason: 'CrashLoopBackOff' } },
        },
      ],
    }),
  ]);
  expect(podHours).toBe(1);
});

it('completed Job pods: until they ended, for their CronJob', () => {
  const job = observed({
    kind: 'Job',
    metadata: {
      name: 'backup-29384',
      namespace: 'shop',
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: 'backup',
          controller: true,
        },
      ],
    },
  });
  const jobPod = (name: string, finished: number, owner: string) =>
    pod({
      name,
      scheduled: 0,
      phase: 'Succeeded',
      containers: [{ finished, requests: { cpu: '1' } }],
      owner: { apiVersion: 'batch/v1', kind: 'Job', name: owner },
    });
  const minute = String(BEGIN / 60);
  const { rows } = costOf([
    node(),
    job,
    jobPod('backup-29384-x', 360, 'backup-29384'),
    // Its Job was removed with it; the minute in its name tells of the CronJob.
    {
      ...jobPod(`backup-${minute}-y`, 720, `backup-${minute}`),
      endedAt: BEGIN + 800,
    },
    jobPod('once-z', 1080, 'once'),
  ]);
  expect(
    rows
      .filter(row => row.class === 'workload')
      .map(row => [row.workload, row.podHours]),
  ).toEqual([
    [{ kind: 'CronJob', name: 'backup' }, expect.closeTo(0.3, 9)],
    [{ kind: 'Job', name: 'once' }, expect.closeTo(0.3, 9)],
  ]);
});

it('Pending unscheduled: 0', () => {
  const { pods, rows } = costOf([
    node(),
    pod({ node: null, scheduled: null, phase: 'Pending' }),
  ]);
  expect(pods).toEqual([]);
  expect(rows.some(row => row.class === 'workload')).toBe(false);
});

it.each([
  [
    'ImagePullBackOff',
    [{ state: { waiting: { reason: 'ImagePullBackOff' } } }],
  ],
  ['PodInitializing', [{ state: { waiting: { reason: 'PodInitializing' } } }]],
])('scheduled, not running (%s): its request since then', (_, containers) => {
  const { cpuHours, podHours } = workload([
    node(),
    pod({
      scheduled: 1800,
      phase: 'Pending',
      containers: containers.map(each => ({
        ...each,
        requests: { cpu: '2' },
      })),
    }),
  ]);
  expect([podHours, cpuHours]).toEqual([0.5, 1]);
});

describe('what is reserved', () => {
  const cpu = (amount: string) => ({ requests: { cpu: amount } });
  it.each<[string, Parameters<typeof pod>[0], number]>([
    [
      'init container: the larger of starting and running',
      { containers: [cpu('1'), cpu('1')], init: [cpu('3')] },
      3,
    ],
    [
      'init container: less than the containers, nothing more',
      { containers: [cpu('1'), cpu('1')], init: [cpu('1500m')] },
      2,
    ],
    [
      'init container: with the sidecars before it',
      {
        containers: [cpu('1')],
        init: [{ ...cpu('500m'), always: true }, cpu('2')],
      },
      2.5,
    ],
    [
      'native sidecar: as a container',
      {
        containers: [cpu('1')],
        init: [{ ...cpu('500m'), always: true }],
      },
      1.5,
    ],
    [
      'RuntimeClass overhead: on top',
      { containers: [cpu('1')], spec: { overhead: { cpu: '250m' } } },
      1.25,
    ],
    [
      'pod-level resources: in the place of the containers',
      {
        containers: [cpu('1'), cpu('1')],
        spec: {
          resources: { requests: { cpu: '3' } },
          overhead: { cpu: '250m' },
        },
      },
      3.25,
    ],
  ])('%s', (_, given, expected) => {
    expect(workload([node(), pod(given)]).cpuHours).toBeCloseTo(expected, 9);
  });

  it('native sidecar: has its part of the pod, init containers have none', () => {
    const { pods } = costOf([
      node(),
      pod({
        containers: [{ name: 'main', ...cpu('1') }],
        init: [
          { name: 'mesh', ...cpu('1'), always: true },
          { name: 'setup', ...cpu('3') },
        ],
      }),
    ]);
    expect(
      pods[0].containers.map(({ name, kind, cpuHours }) => [
        name,
        kind,
        cpuHours,
      ]),
    ).toEqual([
      ['mesh', 'sidecar', 2],
      ['main', 'container', 2],
    ]);
  });

  it.each<[string, object, number]>([
    ['requests', { requests: { 'nvidia.com/gpu': '2' } }, 2],
    ['limits alone', { limits: { 'amd.com/gpu': '1' } }, 1],
    ['slices of one', { requests: { 'nvidia.com/mig-1g.5gb': '3' } }, 3],
    ['nothing of the kind', { requests: { 'example.com/dongle': '1' } }, 0],
  ])('GPU: by %s', (_, resources, expected) => {
    const capacity = {
      cpu: '8',
      'nvidia.com/gpu': '4',
      'amd.com/gpu': '1',
      'nvidia.com/mig-1g.5gb': '3',
    };
    const { gpuHours, gpuCost } = workload([
      node({ capacity }),
      pod({ containers: [resources] }),
    ]);
    expect([gpuHours, fromNanos(gpuCost)]).toEqual([expected, expected]);
  });
});

it('request 0: what it used', () => {
  const { rows } = costOf([node(), pod({ containers: [{}] })], {
    usage: () => steady({ cpu: 0.5, memory: GIB }),
  });
  expect(rows.find(row => row.class === 'workload')).toMatchObject({
    cpuHours: 0.5,
    cpuRequestHours: 0,
    cpuUsageHours: 0.5,
    memoryByteHours: GIB,
    memoryRequestByteHours: 0,
    memoryUsageByteHours: GIB,
  });
});

it('DaemonSet: a row of its own for each price of its nodes', () => {
  const agent = (name: string) =>
    pod({
      name: `agent-${name}`,
      node: name,
      owner: { kind: 'DaemonSet', name: 'agent' },
    });
  const { rows } = costOf([
    node({ name: 'a' }),
    node({ name: 'b', labels: { 'karpenter.sh/capacity-type': 'spot' } }),
    agent('a'),
    agent('b'),
  ]);
  expect(
    rows
      .filter(row => row.class === 'workload')
      .map(row => [row.workload, row.price, row.podHours]),
  ).toEqual([
    [{ kind: 'DaemonSet', name: 'agent' }, 'node spot', 1],
    [{ kind: 'DaemonSet', name: 'agent' }, 'node unknown', 1],
  ]);
});

it('node without price: the default price, with its source', () => {
  const prices = hourPrices({
    node: each =>
      nodePrice(each, {
        id: 'default',
        origin: { source: 'default', version: '1' },
      }),
  });
  const result = costOf([node(), pod()], { prices });
  expect(result.prices).toContainEqual(
    expect.objectContaining({ origin: { source: 'default', version: '1' } }),
  );
  expect(result.rows.every(({ price }) => price === 'default')).toBe(true);
});

describe('node mid-hour add/remove', () => {
  it.each([
    ['added', { created: 2700 }, 0.25],
    ['removed', { ended: 900 }, 0.25],
    ['added and removed', { created: 900, ended: 1800 }, 0.25],
    ['gone before', { ended: -60 }, 0],
    ['not there yet', { created: 3600 }, 0],
  ])('%s: the part of the hour', (_, given, hours) => {
    const { total } = costOf([node(given)]);
    expect(fromNanos(total)).toBeCloseTo((0.4 + 0.16) * hours, 9);
  });

  it('charges no pod for what was not there', () => {
    const { podHours } = workload([node({ created: 1800 }), pod()]);
    expect(podHours).toBe(0.5);
  });

  it('charges no pod that outlives its node', () => {
    const { total, pods } = costOf([node({ ended: -30 }), pod({ ended: 60 })]);
    expect([total, pods]).toEqual([0, []]);
  });

  it('tells a node from another one that takes its name', () => {
    const result = costOf([
      node({ uid: 'first', ended: 1200 }),
      node({
        uid: 'second',
        created: 1800,
        labels: { 'karpenter.sh/capacity-type': 'spot' },
      }),
      pod({ name: 'a', ended: 1260 }),
      pod({ name: 'b', scheduled: 1800 }),
    ]);
    expect(
      result.pods.map(({ name, hours, price }) => [name, hours, price]),
    ).toEqual([
      ['a', expect.closeTo(1 / 3, 9), 'node unknown'],
      ['b', 0.5, 'node spot'],
    ]);
  });
});

it('pod name reuse (StatefulSet): by UID, of one workload', () => {
  const member = (uid: string, given: object) =>
    pod({
      uid,
      name: 'db-0',
      owner: { kind: 'StatefulSet', name: 'db' },
      ...given,
    });
  const { pods, rows } = costOf([
    node(),
    member('first', { ended: 1200 }),
    member('second', { scheduled: 1210, created: 1205 }),
  ]);
  expect(pods.map(({ uid, name }) => [uid, name])).toEqual([
    ['first', 'db-0'],
    ['second', 'db-0'],
  ]);
  const own = rows.filter(row => row.class === 'workload');
  expect(own).toHaveLength(1);
  expect(own[0].podHours * HOUR).toBeCloseTo(3590, 6);
});

it('two clusters same ns: the cluster stands with every hour', () => {
  const objects = [node(), pod()];
  const [a, b] = ['a', 'b'].map(cluster => costOf(objects, { cluster }));
  expect([a.cluster, b.cluster]).toEqual(['a', 'b']);
  expect(a.total).toBe(b.total);
});

it('price change in hour: the price of the hour holds for all of it', () => {
  const asked: string[] = [];
  const prices = hourPrices({
    node: each => {
      asked.push(each.name);
      return nodePrice(each, { id: `price ${asked.length}` });
    },
  });
  const { rows } = costOf(
    [
      node(),
      pod({ name: 'a', ended: 600 }),
      pod({ name: 'b', scheduled: 700 }),
    ],
    { prices },
  );
  expect(asked).toEqual(['node']);
  expect(new Set(rows.map(({ price }) => price))).toEqual(new Set(['price 1']));
});

describe('metrics gap', () => {
  const used = (cpu: (number | null)[]) => ({
    start: BEGIN,
    step: 900,
    cpu,
    memory: cpu.map(value => value && value * GIB),
  });

  it.each<
    [
      string,
      (number | null)[],
      { charged: number; usage?: number; measured?: number },
      string,
    ]
  >([
    [
      'without a gap, by usage',
      [2, 2, 2, 2],
      { charged: 2, usage: 2, measured: 1 },
      'complete',
    ],
    [
      'with one, by the request where it is',
      [2, null, null, 2],
      { charged: 1.5, usage: 1, measured: 0.5 },
      'partial',
    ],
    [
      'with nothing else, by the request',
      [null, null],
      { charged: 1 },
      'requests-only',
    ],
  ])('%s', (_, cpu, expected, coverage) => {
    const result = costOf([node(), pod()], { usage: () => used(cpu) });
    const [row] = result.rows.filter(each => each.class === 'workload');
    expect({
      charged: row.cpuHours,
      usage: row.cpuUsageHours,
      measured: row.cpuMeasuredRequestHours,
    }).toEqual(expected);
    expect(result.coverage.usage).toBe(coverage);
    expect(result.coverage.reasons).toHaveLength(
      coverage === 'complete' ? 0 : 1,
    );
  });

  it('says that nobody watched', () => {
    const { coverage } = observeHour({
      cluster: 'a',
      hour: BEGIN,
      objects: [],
      observedMinutes: 12,
      reasons: ['The cluster was down'],
    });
    expect(coverage).toEqual({
      observedMinutes: 12,
      usage: 'complete',
      reasons: [
        'The cluster was down',
        'Nodes and pods were watched in 12 of 60 minutes',
      ],
    });
  });
});

it('month: the hours that it has, not 730', () => {
  const january = calendarPeriod(Date.UTC(2026, 0, 15) / 1000, 'month', 'UTC');
  const objects = [observedSince(january.start), pod({ node: 'elsewhere' })];
  let total = 0;
  for (let hour = january.start; hour < january.end; hour += HOUR) {
    total += sumOf(costOf(objects, { hour }), 'idle').cpuCost;
  }
  expect(fromNanos(total)).toBe(0.4 * 744);
});

it.each([
  ['2026-03-29', 23],
  ['2026-10-25', 25],
])('DST/timezones: the day %s in Berlin has its %i hours UTC', (day, count) => {
  const period = calendarPeriod(
    Date.parse(`${day}T12:00:00Z`) / 1000,
    'day',
    'Europe/Berlin',
  );
  let total = 0;
  for (let hour = period.start; hour < period.end; hour += HOUR) {
    const { rows } = costOf([observedSince(period.start)], { hour });
    total += rows.reduce((sum, row) => sum + totalCost(row), 0);
  }
  expect(fromNanos(total)).toBeCloseTo((0.4 + 0.16) * count, 9);
});

/** A node that is there since a time, seconds since the epoch. */
function observedSince(start: number): ObservedObject {
  return node({ created: start - BEGIN });
}

it('keeps times that do not depend on the zone in which they are written', () => {
  const summer = pod({ scheduled: 1800 });
  summer.record.status.conditions[0].lastTransitionTime = at(
    1800 + 7200,
  ).replace('Z', '+02:00');
  expect(workload([node(), summer]).podHours).toBe(0.5);
});
