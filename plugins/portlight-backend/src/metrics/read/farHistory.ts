import {
  escapeRegex,
  type HistorySeries,
  type LabelMatcher,
  type MetricHistory,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { Visibility } from '../../permissions';
import type { ResolvedTarget } from '../../peers';
import type { HistoryMatcher } from '../history';
import { seesWholeNamespace } from '../seesWholeNamespace';
import type { RangeAnswer, RangeRequest, RangeSource } from '../sources';

/** Pods whose workloads are looked up in one statement. */
const MOST_PODS = 500;

type Place = Pick<RangeRequest, 'cluster' | 'namespace'>;

/** The pods of one namespace that a question is about. */
interface PodGroup extends Place {
  pods: Set<string>;
}

function podGroups(targets: readonly ResolvedTarget[]): PodGroup[] {
  const groups = new Map<string, PodGroup>();
  for (const target of targets) {
    for (const { cluster, namespace, pod } of target.peers) {
      if (!cluster || !namespace || !pod) continue;
      const key = JSON.stringify([cluster, namespace]);
      const known = groups.get(key);
      if (known) known.pods.add(pod);
      else groups.set(key, { cluster, namespace, pods: new Set([pod]) });
    }
  }
  return [...groups.values()];
}

function asPromQl({ label, values }: HistoryMatcher): LabelMatcher {
  return values.length === 1
    ? { name: label, operator: '=', value: values[0] }
    : { name: label, operator: '=~', value: values.map(escapeRegex).join('|') };
}

/** What controls the pods, whose former pods count too. */
async function workloadsOf(
  knex: Knex,
  { cluster, namespace, pods }: PodGroup,
): Promise<{ kind: string; name: string }[]> {
  const rows: { workload: string }[] = await knex('objects')
    .where({ cluster, namespace, kind: 'Pod' })
    .whereIn('name', [...pods].slice(0, MOST_PODS))
    .whereNotNull('workload')
    .distinct('workload');
  return rows.flatMap(({ workload }) => {
    const [kind, name] = workload.split('/');
    return kind && name ? [{ kind, name }] : [];
  });
}

/** The answers of several clusters or namespaces, which do not add up: each keeps lines of its own. */
function together(answers: readonly (RangeAnswer & Place)[]): Pick<
  MetricHistory,
  'series' | 'times' | 'stepSeconds' | 'warnings'
> & {
  total: number;
} {
  const stepSeconds = Math.max(...answers.map(answer => answer.stepSeconds));
  const same = answers.filter(answer => answer.stepSeconds === stepSeconds);
  const times = [...new Set(same.flatMap(answer => answer.times))].sort(
    (one, other) => one - other,
  );
  const clusters = new Set(answers.map(({ cluster }) => cluster)).size;
  const series = same.flatMap(answer => {
    const places = new Map(answer.times.map((at, index) => [at, index]));
    const on = (values: (number | null)[]) =>
      times.map(at => values[places.get(at) ?? -1] ?? null);
    return answer.series.map(
      (each): HistorySeries => ({
        ...each,
        labels: {
          ...each.labels,
          ...(clusters > 1
            ? { cluster: answer.cluster }
            : { namespace: answer.namespace }),
        },
        values: on(each.values),
        ...(each.minimum && { minimum: on(each.minimum) }),
        ...(each.maximum && { maximum: on(each.maximum) }),
        ...(each.peers && {
          peers: each.peers.map(peer => ({
            ...peer,
            values: on(peer.values),
          })),
        }),
      }),
    );
  });
  return {
    times,
    stepSeconds,
    series,
    total: same.reduce((sum, { total }) => sum + total, 0),
    warnings: [
      `There is a line for each ${
        clusters > 1 ? 'cluster' : 'namespace'
      }: figures of different sources are not added up.`,
      ...answers
        .filter(answer => answer.stepSeconds !== stepSeconds)
        .map(({ cluster }) => `${cluster} answered for another step.`),
      ...answers.flatMap(({ warnings }) => warnings),
    ],
  };
}

/** A question to sources about the past of peers. */
export interface FarQuestion
  extends Pick<RangeRequest, 'query' | 'since' | 'until' | 'step'> {
  targets: readonly ResolvedTarget[];
  matchers: readonly HistoryMatcher[];
  visibility: Visibility;
}

/** What sources answer: the parts of a history, or why they do not. */
export type FarAnswer =
  | Omit<MetricHistory, 'start' | 'end'>
  | { failure: string };

/**
 * Asks the sources of the clusters about times that own history does not cover.
 *
 * @returns nothing where no source is configured for any of the clusters
 */
export async function readFar(
  knex: Knex,
  source: RangeSource,
  { targets, matchers, visibility, ...question }: FarQuestion,
): Promise<FarAnswer | undefined> {
  const groups = podGroups(targets).filter(({ cluster }) =>
    source.covers(cluster),
  );
  const failures: string[] = [];
  const answers: (RangeAnswer & Place)[] = [];
  await Promise.all(
    groups.map(async group => {
      const { cluster, namespace, pods } = group;
      try {
        const workloads = (await seesWholeNamespace(knex, group, visibility))
          ? await workloadsOf(knex, group)
          : undefined;
        const answer = await source.range({
          ...question,
          cluster,
          namespace,
          pods: [...pods],
          workloads,
          matchers: matchers.map(asPromQl),
        });
        if (answer) answers.push({ ...answer, cluster, namespace });
      } catch (error) {
        failures.push((error as Error).message);
      }
    }),
  );
  if (answers.length === 0) {
    return failures.length > 0 ? { failure: failures.join(' ') } : undefined;
  }
  const names = [...new Set(answers.map(answer => answer.source.name))];
  const joined = answers.length === 1 ? answers[0] : together(answers);
  return {
    times: joined.times,
    stepSeconds: joined.stepSeconds,
    series: joined.series,
    total: joined.total,
    warnings: [...joined.warnings, ...failures],
    source: { ...answers[0].source, name: names.sort().join(', ') },
  };
}
