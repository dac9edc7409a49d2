import type { TestDatabaseId } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  type PermissionRule,
} from '@backstage/plugin-permission-node';
import type { InventoryRow } from '@portlight/plugin-portlight-common';
import {
  type ClusterResource,
  type NamespaceResource,
  portlightClusterRules,
  portlightNamespaceRules,
  portlightWorkloadRules,
  type WorkloadResource,
} from '@portlight/plugin-portlight-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import {
  clusterDocument,
  createTestFleet,
  eventRow,
  namespaceRow,
  nodeRow,
  objectRow,
  podRow,
  testDatabases,
  workloadRow,
} from '../__testUtils__';
import { readCriteria } from './conditions';
import {
  readClusterResources,
  readNamespaceResources,
  readWorkloadResources,
} from './readResources';
import { SEES_EVERYTHING, seesParts, type Visibility } from './visibility';
import {
  whereVisibleClusters,
  whereVisibleEvents,
  whereVisibleObjects,
  whereVisibleProblems,
} from './whereVisible';

jest.setTimeout(300_000);

const CLUSTERS = [
  'east',
  'EAST',
  'arn:aws:eks:eu-west-1:1:cluster/prod',
  "o'brien",
  '%',
];
const ENVIRONMENTS = ['production', 'Production', 'sta_ing', '?', "'"];
const TAGS = ['pci', 'PCI', 'p', 'two words', '%', 'ümlaut', '='];
const OWNERS = ['group:default/a', 'group:default/ab', 'user:default/a', '?!'];
const NAMESPACES = ['shop', 'shop-2', 'SHOP', 'kube-system', '_'];
const KEYS = ['app', 'a', 'example.com/app', '=', "it's"];
const VALUES = ['', 'cart', 'CART', 'a=b', '100%', 'cart2'];

const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });
const labels = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.constantFrom(...VALUES),
  { maxKeys: 3 },
);
const owner = maybe(fc.constantFrom(...OWNERS));

/** A fleet: clusters with what stands in them. */
const fleets = fc.record({
  clusters: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom(...CLUSTERS),
      environment: maybe(fc.constantFrom(...ENVIRONMENTS)),
      tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 3 }),
      owner,
    }),
    { selector: ({ name }) => name, minLength: 3 },
  ),
  objects: fc.array(
    fc.record({
      at: fc.nat(),
      kind: fc.constantFrom(
        'Namespace',
        'Deployment',
        'Pod',
        'Service',
        'Node',
      ),
      namespace: fc.constantFrom(...NAMESPACES),
      labels,
      owner,
      problem: fc.boolean(),
    }),
    { minLength: 150, maxLength: 200 },
  ),
});

type Fleet = typeof fleets extends fc.Arbitrary<infer T> ? T : never;
type Rules = Record<string, PermissionRule<any, any, string, any>>;

/** Parameters of every rule, by the name of the parameter. */
const PARAMETERS: Record<string, fc.Arbitrary<unknown>> = {
  names: fc.subarray([...CLUSTERS, ...NAMESPACES, 'other']),
  clusters: fc.subarray([...CLUSTERS, 'other']),
  environments: fc.subarray([...ENVIRONMENTS, 'other']),
  namespaces: fc.subarray([...NAMESPACES, 'other']),
  tags: fc.subarray([...TAGS, 'other']),
  claims: fc.subarray([...OWNERS, 'Group:Default/A', 'ab', 'other']),
};

function parameters(rule: Rules[string]): fc.Arbitrary<any> {
  if (rule.name === 'HAS_LABEL') {
    return fc.record(
      {
        key: fc.constantFrom(...KEYS, 'other'),
        value: fc.constantFrom(...VALUES, 'other'),
      },
      { requiredKeys: ['key'] },
    );
  }
  const [key] = Object.keys((rule.paramsSchema as any).shape);
  return fc.record({ [key]: PARAMETERS[key] });
}

/** Any criteria that a policy may return. */
function criteria(rules: Rules): fc.Arbitrary<PermissionCriteria<any>> {
  const leaf = fc.oneof(
    ...Object.values(rules).map(rule =>
      parameters(rule).map(params => ({
        rule: rule.name,
        resourceType: rule.resourceType,
        params,
      })),
    ),
  );
  return fc.letrec<{ any: PermissionCriteria<any> }>(tie => ({
    any: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(tie('any'), { minLength: 1, maxLength: 4 }).map(all => ({
        anyOf: all as [PermissionCriteria<any>],
      })),
      fc.array(tie('any'), { minLength: 1, maxLength: 4 }).map(all => ({
        allOf: all as [PermissionCriteria<any>],
      })),
      tie('any').map(not => ({ not })),
    ),
  })).any;
}

/** What SQL is told, and what the permission framework would say of a resource. */
function bothWays<Resource>(rules: Rules, conditions: PermissionCriteria<any>) {
  const list = Object.values(rules);
  const shows = createConditionAuthorizer<Resource, any>(list);
  const decision = {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'portlight',
    resourceType: list[0].resourceType,
    conditions,
  } as const;
  return {
    narrowing: readCriteria<any>(createConditionTransformer(list)(conditions)),
    shows: (resource: Resource) => shows(decision, resource),
  };
}

interface Written {
  cluster: string;
  row: InventoryRow;
}

const keyOf = ({ cluster, row }: Written) =>
  [cluster, row.kind, row.namespace, row.name].join(' ');

function rowsOf({ clusters, objects }: Fleet): Written[] {
  const rows = objects.map((object, index): Written => {
    const cluster = clusters[object.at % clusters.length].name;
    const { kind, problem, ...rest } = object;
    const options = {
      ...rest,
      name: `${kind.toLowerCase()}-${index}`,
      problems: problem
        ? [
            {
              cause: 'CrashLoopBackOff',
              severity: 'critical' as const,
              since: '2026-11-21T10:00:00Z',
            },
          ]
        : [],
    };
    switch (kind) {
      case 'Namespace':
        return {
          cluster,
          row: namespaceRow(cluster, {
            ...options,
            name: object.namespace,
            namespace: '',
          }),
        };
      case 'Node':
        return {
          cluster,
          row: nodeRow(cluster, { ...options, namespace: '' }),
        };
      case 'Pod':
        return { cluster, row: podRow(cluster, options) };
      case 'Service':
        return { cluster, row: objectRow('Service', cluster, options) };
      default:
        return { cluster, row: workloadRow(cluster, options) };
    }
  });
  return [...new Map(rows.map(row => [keyOf(row), row])).values()];
}

/** The resources as the rules see them, from what was written. */
function resourcesOf({ clusters }: Fleet, rows: readonly Written[]) {
  const environment = (name: string) =>
    clusters.find(cluster => cluster.name === name)?.environment;
  return {
    cluster: (name: string): ClusterResource => ({
      ...clusters.find(cluster => cluster.name === name)!,
      owners: [
        ...new Set(
          rows
            .filter(({ cluster }) => cluster === name)
            .flatMap(({ row }) => row.columns.owner ?? []),
        ),
      ].sort(),
    }),
    namespace: ({ cluster, row }: Written): NamespaceResource => ({
      cluster,
      environment: environment(cluster),
      name: row.name,
      labels: row.columns.labels,
      owner: row.columns.owner,
    }),
    object: ({ cluster, row }: Written): WorkloadResource => ({
      cluster,
      environment: environment(cluster),
      namespace: row.namespace,
      kind: row.kind,
      name: row.name,
      labels: row.columns.labels,
      owner: row.columns.owner,
    }),
  };
}

const databases = testDatabases();

describe.each(databases.eachSupportedId())('visibility on %s', id => {
  /** Fleets with their databases, made once: what differs from run to run are the criteria. */
  const worlds: {
    fleet: Fleet;
    rows: Written[];
    events: { name: string; about: Written; gone: boolean }[];
    knex: Knex;
  }[] = [];

  const build = async (fleet: Fleet, database: TestDatabaseId) => {
    const { knex, write } = await createTestFleet(databases, database);
    const rows = rowsOf(fleet);
    const events = rows.flatMap((about, index) =>
      index % 3 === 0
        ? [{ name: `event-${index}`, about, gone: index % 2 === 0 }]
        : [],
    );
    for (const cluster of fleet.clusters) {
      const own = rows.filter(row => row.cluster === cluster.name);
      await write(
        clusterDocument(cluster.name, cluster),
        own
          .map(({ row }) => row)
          .concat(
            events
              .filter(({ about }) => about.cluster === cluster.name)
              .map(({ name, about: { row }, gone }) =>
                eventRow(cluster.name, {
                  name,
                  namespace: row.namespace || 'default',
                  object: {
                    kind: row.kind,
                    namespace: row.namespace || undefined,
                    name: gone ? `${row.name}-gone` : row.name,
                  },
                }),
              ),
          ),
      );
    }
    worlds.push({ fleet, rows, events, knex });
  };

  beforeAll(async () => {
    for (const fleet of fc.sample(fleets, { numRuns: 3, seed: 4 })) {
      await build(fleet, id);
    }
  });

  // By number, so that a counterexample is short.
  const world = fc.nat({ max: 2 });

  const names = async (
    knex: Knex,
    table: string,
    columns: string[],
    narrow: (query: Knex.QueryBuilder) => void,
  ): Promise<string[]> => {
    const query = knex(table).select(columns);
    narrow(query);
    const rows: Record<string, string>[] = await query;
    return rows.map(row => Object.values(row).join(' ')).sort();
  };

  const KEY = ['cluster', 'kind', 'namespace', 'name'].map(
    column => `objects.${column}`,
  );

  it('loads the resources of references as they were written', async () => {
    for (const { fleet, rows, knex } of worlds) {
      const expected = resourcesOf(fleet, rows);
      const clusters = fleet.clusters.map(({ name }) => name);
      const found = await readClusterResources(knex, [...clusters, 'none']);
      expect(
        found.map(
          cluster => cluster && { ...cluster, owners: cluster.owners.sort() },
        ),
      ).toEqual([...clusters.map(expected.cluster), undefined]);

      const namespaces = rows.filter(({ row }) => row.kind === 'Namespace');
      await expect(
        readNamespaceResources(knex, [
          ...namespaces.map(({ cluster, row }) => `${cluster}/${row.name}`),
          'east',
          'none/none',
        ]),
      ).resolves.toEqual([
        ...namespaces.map(expected.namespace),
        undefined,
        undefined,
      ]);

      const objects = rows.filter(({ row }) => row.namespace);
      await expect(
        readWorkloadResources(knex, [
          ...objects.map(
            ({ cluster, row }) =>
              `${cluster}/${row.namespace}/${row.kind}/${row.name}`,
          ),
          'east//Node/node-1',
          'east/none/Pod/none',
        ]),
      ).resolves.toEqual([
        ...objects.map(expected.object),
        undefined,
        undefined,
      ]);
    }
  });

  it('selects the clusters that the rules allow', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        criteria(portlightClusterRules),
        async (at, conditions) => {
          const { fleet, rows, knex } = worlds[at];
          const { narrowing, shows } = bothWays<ClusterResource>(
            portlightClusterRules,
            conditions,
          );
          const resources = resourcesOf(fleet, rows);
          await expect(
            names(knex, 'clusters', ['clusters.name'], query =>
              whereVisibleClusters(knex, query, {
                ...SEES_EVERYTHING,
                clusters: narrowing,
              }),
            ),
          ).resolves.toEqual(
            fleet.clusters
              .map(({ name }) => name)
              .filter(name => shows(resources.cluster(name)))
              .sort(),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('selects the objects, problems and events that the rules allow', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        maybe(criteria(portlightClusterRules)),
        criteria(portlightNamespaceRules),
        criteria(portlightWorkloadRules),
        async (at, ofClusters, ofNamespaces, ofObjects) => {
          const { fleet, rows, events, knex } = worlds[at];
          const clusters =
            ofClusters &&
            bothWays<ClusterResource>(portlightClusterRules, ofClusters);
          const namespaces = bothWays<NamespaceResource>(
            portlightNamespaceRules,
            ofNamespaces,
          );
          const objects = bothWays<WorkloadResource>(
            portlightWorkloadRules,
            ofObjects,
          );
          const visibility: Visibility = {
            clusters: clusters?.narrowing ?? 'everything',
            namespaces: namespaces.narrowing,
            workloads: objects.narrowing,
          };
          const resources = resourcesOf(fleet, rows);
          const inVisibleCluster = ({ cluster }: Written) =>
            !clusters || clusters.shows(resources.cluster(cluster));
          const visible = (written: Written) =>
            inVisibleCluster(written) &&
            (written.row.kind === 'Node' ||
              (written.row.kind === 'Namespace'
                ? namespaces.shows(resources.namespace(written))
                : objects.shows(resources.object(written))));

          await expect(
            names(knex, 'objects', KEY, query =>
              whereVisibleObjects(knex, query, visibility, 'objects'),
            ),
          ).resolves.toEqual(rows.filter(visible).map(keyOf).sort());

          for (const [kind, of] of [
            ['Node', 'nodes'],
            ['Namespace', 'namespaces'],
            ['Pod', 'workloads'],
          ] as const) {
            await expect(
              names(knex, 'objects', KEY, query => {
                query.where('kind', kind);
                whereVisibleObjects(knex, query, visibility, of);
              }),
            ).resolves.toEqual(
              rows
                .filter(
                  written => written.row.kind === kind && visible(written),
                )
                .map(keyOf)
                .sort(),
            );
          }

          await expect(
            names(
              knex,
              'problems',
              KEY.map(column => column.replace('objects', 'problems')),
              query => whereVisibleProblems(knex, query, visibility),
            ),
          ).resolves.toEqual(
            rows
              .filter(({ row }) => row.problems.length > 0)
              .filter(visible)
              .map(keyOf)
              .sort(),
          );

          // Of an object that is gone nothing is known but its namespace; labels are neither there nor absent.
          const shownGone = (namespace: Written): boolean => {
            const met = (part: PermissionCriteria<any>) =>
              bothWays<WorkloadResource>(portlightWorkloadRules, part).shows({
                ...resources.object(namespace),
                namespace: namespace.row.name,
              });
            const shown = (
              part: PermissionCriteria<any>,
              negated = false,
            ): boolean => {
              if ('not' in part) return shown(part.not, !negated);
              const every = 'allOf' in part !== negated;
              if ('allOf' in part || 'anyOf' in part) {
                const parts: PermissionCriteria<any>[] =
                  'allOf' in part ? part.allOf : part.anyOf;
                return every
                  ? parts.every(one => shown(one, negated))
                  : parts.some(one => shown(one, negated));
              }
              return part.rule !== 'HAS_LABEL' && met(part) !== negated;
            };
            return shown(ofObjects);
          };
          const namespaceOf = ({ cluster, row }: Written) =>
            rows.find(
              other =>
                other.cluster === cluster &&
                other.row.kind === 'Namespace' &&
                other.row.name === row.namespace,
            );
          await expect(
            names(knex, 'events', ['events.cluster', 'events.name'], query =>
              whereVisibleEvents(knex, query, visibility),
            ),
          ).resolves.toEqual(
            events
              .filter(({ about, gone }) => {
                if (!gone || about.row.kind === 'Node') return visible(about);
                // Who sees all that there is sees all that there was.
                if (!seesParts(visibility)) return inVisibleCluster(about);
                const namespace = namespaceOf(about);
                return (
                  namespace !== undefined &&
                  visible(namespace) &&
                  shownGone(namespace)
                );
              })
              .map(({ name, about }) => `${about.cluster} ${name}`)
              .sort(),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['40 namespaces', 40],
    ['500 names', 500],
    ['5,000 names', 5000],
  ])('takes %s, together or one by one', async (_, size) => {
    const { knex } = worlds[0];
    const all = Array.from({ length: size }, (__, at) => `namespace-${at}`);
    const condition = (namespaces: string[]) => ({
      rule: 'IS_IN_NAMESPACE',
      resourceType: 'portlight-workload',
      params: { namespaces },
    });
    for (const conditions of [
      condition(all),
      { anyOf: all.map(name => condition([name])) as [any] },
      {
        not: { allOf: all.map(name => ({ not: condition([name]) })) as [any] },
      },
    ]) {
      const { narrowing } = bothWays(portlightWorkloadRules, conditions);
      const visibility = { ...SEES_EVERYTHING, workloads: narrowing };
      for (const narrow of [whereVisibleObjects, whereVisibleEvents]) {
        const table = narrow === whereVisibleObjects ? 'objects' : 'events';
        const query = knex(table).count({ count: '*' });
        narrow(knex, query, visibility, 'objects');
        await expect(query).resolves.toHaveLength(1);
      }
    }
  });

  it('takes 250 pairs of clusters and namespaces, which cannot be put together', async () => {
    const { knex } = worlds[0];
    const { narrowing } = bothWays(portlightWorkloadRules, {
      anyOf: Array.from({ length: 250 }, (_, at) => ({
        allOf: [
          {
            rule: 'IS_IN_CLUSTER',
            resourceType: 'portlight-workload',
            params: { clusters: [`cluster-${at}`] },
          },
          {
            rule: 'IS_IN_NAMESPACE',
            resourceType: 'portlight-workload',
            params: { namespaces: [`namespace-${at}`] },
          },
        ],
      })) as [any],
    });
    const query = knex('objects').count({ count: '*' });
    whereVisibleObjects(
      knex,
      query,
      { ...SEES_EVERYTHING, workloads: narrowing },
      'objects',
    );
    await expect(query).resolves.toEqual([{ count: expect.anything() }]);
  });
});

describe('criteria that no query can hold', () => {
  const label = (value: string) => ({
    property: 'label' as const,
    key: 'a',
    value,
  });

  it.each<[string, PermissionCriteria<any>]>([
    [
      'too many values',
      {
        property: 'namespace',
        values: Array.from({ length: 5001 }, (_, at) => `${at}`),
      } as never,
    ],
    [
      'too many conditions',
      {
        anyOf: Array.from({ length: 501 }, (_, at) => label(`${at}`)) as never,
      },
    ],
    [
      'conditions too deep',
      Array.from({ length: 60 }).reduce<PermissionCriteria<any>>(
        part => ({ not: part }),
        label('a') as never,
      ),
    ],
  ])('are refused: %s', (_, conditions) => {
    expect(() => readCriteria<any>(conditions)).toThrow(
      expect.objectContaining({ code: 'policy-too-large', status: 500 }),
    );
  });
});
