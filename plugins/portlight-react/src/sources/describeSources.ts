import type { MetricsSource } from '@portlight/plugin-portlight-common';

type Kind = MetricsSource['kind'];

const KIND_WORDS: Record<Kind, string> = {
  peers: 'Peers themselves',
  prometheus: 'Prometheus',
  metricsApi: 'Metrics API',
  kubelet: 'Kubelets',
};

/** What a kind of source is called; what a newer backend may send as it is. */
export const kindWords = (kind: Kind): string =>
  Object.hasOwn(KIND_WORDS, kind) ? KIND_WORDS[kind] : kind;

/** What a source is called: each cluster has one of the other kinds, only a Prometheus has a name of its own. */
export const sourceTitle = ({ kind, name }: MetricsSource): string =>
  kind === 'prometheus' || !Object.hasOwn(KIND_WORDS, kind)
    ? name
    : KIND_WORDS[kind];

const KIND_PURPOSES: Record<Kind, string> = {
  peers: 'what services say of themselves, now and as far back as it is kept',
  prometheus: 'figures from before Portlight began to keep its own',
  metricsApi: 'CPU and memory of nodes and pods',
  kubelet: 'network and volumes of pods',
};

/** What a kind of source is asked for, in a sentence's middle. */
export const kindPurpose = (kind: Kind): string | undefined =>
  Object.hasOwn(KIND_PURPOSES, kind) ? KIND_PURPOSES[kind] : undefined;

/** Identifies a source in the address of the page. */
export const sourceKey = ({ name, cluster }: MetricsSource): string =>
  JSON.stringify([name, cluster ?? null]);

/** How a source is; one that is there and that nobody configured is not asked, and is no fault. */
export type SourceStatus = MetricsSource['status'] | 'detected';

/** Worst first. */
export const SOURCE_STATUSES: readonly SourceStatus[] = [
  'failing',
  'unknown',
  'absent',
  'detected',
  'available',
];

export const statusOf = (source: MetricsSource): SourceStatus =>
  source.kind === 'prometheus' && source.configured === false
    ? 'detected'
    : source.status;

const isOrAre = (count: number) => (count === 1 ? 'is' : 'are');

/** `All 12 sources of metrics answer.` or how many do not, and where. */
export function describeSources(sources: readonly MetricsSource[]): string {
  const of = (status: SourceStatus) =>
    sources.filter(source => statusOf(source) === status);
  const failing = of('failing');
  const [absent, unknown, detected] = (
    ['absent', 'unknown', 'detected'] as const
  ).map(status => of(status).length);
  const used = sources.length - detected;
  if (sources.length === 0) return 'No source of metrics is known.';
  const parts: string[] = [];
  if (failing.length > 0) {
    const clusters = new Set(failing.flatMap(({ cluster }) => cluster ?? []));
    const where =
      clusters.size > 0 && clusters.size <= 3
        ? `, in ${[...clusters].join(' and ')}`
        : '';
    parts.push(
      `${failing.length} of ${used} sources of metrics ${
        failing.length === 1 ? 'fails' : 'fail'
      }${where}`,
    );
  } else if (absent + unknown < used) {
    const answering = used - absent - unknown;
    parts.push(
      answering === used
        ? `${
            used === 1 ? 'The only source' : `All ${used} sources`
          } of metrics ${used === 1 ? 'answers' : 'answer'}`
        : `${answering} of ${used} sources of metrics answer`,
    );
  }
  if (absent > 0) parts.push(`${absent} ${isOrAre(absent)} not installed`);
  if (unknown > 0) parts.push(`${unknown} not asked yet`);
  if (detected > 0) {
    parts.push(
      `${detected} more ${isOrAre(detected)} there and not configured`,
    );
  }
  return `${parts.join('; ')}.`;
}

/** What a source says of itself in words, and the setting that follows it after an empty line. */
export function sourceMessage({ message }: MetricsSource): {
  text?: string;
  setting?: string;
} {
  if (message === undefined) return {};
  const [text, ...setting] = message.split('\n\n');
  return {
    text,
    setting: setting.length > 0 ? setting.join('\n\n') : undefined,
  };
}

/** What to copy for a source that is not as it could be. */
export function sourceSnippet(
  source: MetricsSource,
): { label: string; text: string } | undefined {
  const { kind, status, cluster } = source;
  const { text, setting } = sourceMessage(source);
  if (setting !== undefined) return { label: 'app-config.yaml', text: setting };
  if (kind === 'metricsApi' && status === 'absent') {
    return {
      label: cluster ? `In the cluster ${cluster}` : 'In the cluster',
      text: 'kubectl apply -f https://github.com/kubernetes-sigs/metrics-server/releases/latest/download/components.yaml',
    };
  }
  // What else may be wrong with kubelets, no rule mends.
  if (
    kind === 'kubelet' &&
    status === 'failing' &&
    /forbid|may not|403/i.test(text ?? '')
  ) {
    return {
      label: 'Rule to add to the ClusterRole of the portal',
      text: [
        "- apiGroups: ['']",
        "  resources: ['nodes/proxy']",
        "  verbs: ['get']",
      ].join('\n'),
    };
  }
  return undefined;
}
