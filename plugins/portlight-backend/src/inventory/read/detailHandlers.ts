import {
  describeNode,
  describePod,
  describeWorkload,
  type Node,
  type Pod,
  type Workload,
} from '@portlight/plugin-portlight-common';
import type { EventReader, InvolvedObjects } from '../../activity';
import type { OperationHandlers } from '../../api/operations';
import type { ClusterReader } from '../../clusters/read';
import type { ProblemReader } from '../../health';
import type { Visibility } from '../../permissions';
import { objectNotFound } from './ObjectReader';
import type { Place, RecordReader, StoredRecord } from './RecordReader';

/** What a page of one object shows at most of each. */
const MAXIMUM_PODS = 500;
const MAXIMUM_EVENTS = 100;
const MAXIMUM_PROBLEMS = 100;
/** Among these is looked for what belongs to an object; beyond any namespace that people keep. */
const MAXIMUM_RELATED = 5000;

/** Kinds that stand between a workload and its pods. */
const BETWEEN_KINDS = ['ReplicaSet', 'Job'];

/** Kinds that may belong to a workload or pod. */
const RELATED_KINDS = [
  'Service',
  'EndpointSlice',
  'Ingress',
  'NetworkPolicy',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'PersistentVolumeClaim',
  'ServiceAccount',
  'ServiceMonitor',
  'PodMonitor',
];

/** Answers the pages of single objects. */
export function createDetailHandlers(options: {
  records: RecordReader;
  clusters: ClusterReader;
  events: EventReader;
  problems: ProblemReader;
}): Pick<OperationHandlers, 'getWorkload' | 'getPod' | 'getNode'> {
  const { records, clusters, events, problems } = options;

  const require = async <Item>(
    key: Place & { kind: string; name: string },
    visibility: Visibility,
  ): Promise<StoredRecord<Item>> => {
    const found = await records.get<Item>(key, visibility);
    if (!found) {
      await clusters.requireCluster(key.cluster, visibility);
      throw objectNotFound(key);
    }
    return found;
  };

  const eventsAbout = (
    { cluster, namespace }: Place,
    objects: readonly { kind: string; name: string }[],
    visibility: Visibility,
  ) => {
    const names = new Map<string, string[]>();
    for (const { kind, name } of objects) {
      names.set(kind, [...(names.get(kind) ?? []), name]);
    }
    const involved: InvolvedObjects[] = [...names].map(([kind, of]) => ({
      kind,
      namespace,
      names: of,
    }));
    return events.about(cluster, involved, MAXIMUM_EVENTS, visibility);
  };

  const recordsOf = (found: readonly StoredRecord[]) =>
    found.map(({ record }) => record);

  return {
    getWorkload: {
      revision: ({ path, visibility }) =>
        clusters.revision(visibility, [path.cluster]),
      answer: async ({ path, visibility }) => {
        const { kind, name } = path;
        const { record, summary } = await require<Workload>(path, visibility);
        const controls = `${kind}/${name}`;
        const pods = await records.ofWorkload<Pod>(
          path,
          controls,
          ['Pod'],
          MAXIMUM_PODS,
          visibility,
        );
        const children = await records.ofWorkload(
          path,
          controls,
          BETWEEN_KINDS,
          MAXIMUM_RELATED,
          visibility,
        );
        const related = await records.inNamespace(
          path,
          RELATED_KINDS,
          MAXIMUM_RELATED,
          visibility,
        );
        const family = [
          { kind, name },
          ...[...children, ...pods].map(
            ({ record: { kind: k, metadata } }) => ({
              kind: k ?? '',
              name: metadata?.name ?? '',
            }),
          ),
        ];
        return describeWorkload({
          cluster: path.cluster,
          workload: record,
          summary,
          pods: recordsOf(pods),
          podSummaries: pods.map(pod => pod.summary),
          podCount: await records.countPods(path, controls, visibility),
          children: recordsOf(children),
          related: recordsOf(related),
          events: await eventsAbout(path, family, visibility),
          problems: await problems.of(
            family.map(object => ({ ...object, ...path, ...object })),
            MAXIMUM_PROBLEMS,
            visibility,
          ),
        });
      },
    },
    getPod: {
      revision: ({ path, visibility }) =>
        clusters.revision(visibility, [path.cluster]),
      answer: async ({ path, visibility }) => {
        const key = { ...path, kind: 'Pod' };
        const { record, summary } = await require<Pod>(key, visibility);
        return describePod({
          cluster: path.cluster,
          pod: record,
          summary,
          related: recordsOf(
            await records.inNamespace(
              path,
              RELATED_KINDS,
              MAXIMUM_RELATED,
              visibility,
            ),
          ),
          events: await eventsAbout(path, [key], visibility),
          problems: await problems.of([key], MAXIMUM_PROBLEMS, visibility),
        });
      },
    },
    getNode: {
      revision: ({ path, visibility }) =>
        clusters.revision(visibility, [path.cluster]),
      answer: async ({ path: { cluster, name }, visibility }) => {
        const key = { cluster, namespace: '', kind: 'Node', name };
        const { record, summary } = await require<Node>(key, visibility);
        return describeNode({
          cluster,
          node: record,
          summary: await records.visibleNode(summary, visibility),
          pods: await records.podsOnNode<Pod>(
            cluster,
            name,
            MAXIMUM_PODS,
            visibility,
          ),
          events: await eventsAbout(
            { cluster, namespace: '' },
            [key],
            visibility,
          ),
        });
      },
    },
  };
}
