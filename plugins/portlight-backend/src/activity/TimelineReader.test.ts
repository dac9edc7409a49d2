import {
  clusterDocument,
  createTestFleet,
  eventRow,
  objectRow,
  podRow,
  testDatabases,
  type TestFleet,
  workloadRow,
} from '../__testUtils__';
import { SEES_EVERYTHING, type Visibility } from '../permissions';
import { TimelineReader } from './TimelineReader';

jest.setTimeout(60_000);

const databases = testDatabases();

const RANGE = {
  since: Date.parse('2026-11-20T00:00:00Z'),
  until: Date.parse('2026-11-21T00:00:00Z'),
};

describe.each(databases.eachSupportedId())('TimelineReader on %s', id => {
  let fleet: TestFleet;
  let reader: TimelineReader;

  const replicaSet = (name: string, namespace: string, at: string) =>
    workloadRow('east', {
      kind: 'ReplicaSet',
      namespace,
      name: `${name}-1`,
      workload: `Deployment/${name}`,
      owner: `group:default/${namespace}`,
      createdAt: at,
      record: {
        metadata: {
          name: `${name}-1`,
          creationTimestamp: at,
          annotations: { 'deployment.kubernetes.io/revision': '1' },
        },
      },
    });

  beforeAll(async () => {
    fleet = await createTestFleet(databases, id);
    reader = new TimelineReader(fleet.knex);
    await fleet.write(clusterDocument('east'), [
      replicaSet('cart', 'shop', '2026-11-20T10:00:00Z'),
      replicaSet('till', 'bank', '2026-11-20T09:00:00Z'),
      podRow('east', {
        namespace: 'shop',
        name: 'cart-1-a',
        workload: 'Deployment/cart',
        owner: 'group:default/shop',
        restarts: 2,
        record: {
          spec: { containers: [{ name: 'main' }] },
          status: {
            containerStatuses: [
              {
                name: 'main',
                restartCount: 2,
                lastState: {
                  terminated: {
                    exitCode: 137,
                    reason: 'OOMKilled',
                    finishedAt: '2026-11-20T11:00:00Z',
                  },
                },
              },
            ],
          },
        },
      }),
      objectRow('HorizontalPodAutoscaler', 'east', {
        namespace: 'shop',
        name: 'cart-scaler',
        owner: 'group:default/shop',
        record: {
          spec: { scaleTargetRef: { kind: 'Deployment', name: 'cart' } },
        },
      }),
      eventRow('east', {
        name: 'scaled',
        namespace: 'shop',
        reason: 'SuccessfulRescale',
        message: 'New size: 5',
        object: {
          kind: 'HorizontalPodAutoscaler',
          namespace: 'shop',
          name: 'cart-scaler',
        },
        lastSeenAt: '2026-11-20T12:00:00Z',
      }),
      eventRow('east', {
        name: 'later',
        namespace: 'shop',
        reason: 'ScalingReplicaSet',
        object: { kind: 'Deployment', namespace: 'shop', name: 'cart' },
        lastSeenAt: '2026-11-22T12:00:00Z',
      }),
    ]);
  });

  const titles = async (
    filter: Parameters<TimelineReader['read']>[0],
    visibility: Visibility = SEES_EVERYTHING,
  ) =>
    (await reader.read(filter, RANGE, visibility)).items.map(
      ({ title }) => title,
    );

  const CART = [
    'cart: Revision 1',
    'cart-1-a: container main was restarted (OOMKilled, exit code 137), 2 restarts so far',
    'cart-scaler: New size: 5',
  ];

  it.each<[string, Parameters<TimelineReader['read']>[0], string[]]>([
    ['everything', {}, ['till: Revision 1', ...CART]],
    ['a cluster', { clusters: ['west'] }, []],
    ['a namespace', { namespaces: ['bank'] }, ['till: Revision 1']],
    ['a workload', { workload: 'Deployment/cart' }, CART],
    [
      'some workloads',
      {
        workloads: [
          {
            cluster: 'east',
            namespace: 'shop',
            kind: 'Deployment',
            name: 'cart',
          },
        ],
      },
      CART,
    ],
    [
      'a workload of another namespace',
      {
        workloads: [
          {
            cluster: 'east',
            namespace: 'bank',
            kind: 'Deployment',
            name: 'cart',
          },
        ],
      },
      [],
    ],
    ['no workload', { workloads: [] }, []],
  ])('has what happened to %s, oldest first', async (_, filter, expected) => {
    expect(await titles(filter)).toEqual(expected);
  });

  it('has nothing of what is not visible', async () => {
    const own = {
      filter: { property: 'owner' as const, values: ['group:default/bank'] },
      negated: false,
    };
    const visibility: Visibility = {
      clusters: 'everything',
      namespaces: own,
      workloads: own,
    };
    expect(await titles({}, visibility)).toEqual(['till: Revision 1']);
  });
});
