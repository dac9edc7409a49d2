import type {
  Rightsizing,
  RightsizingAdviceType,
  RightsizingContainer,
  RightsizingReport,
  RightsizingStrategy,
} from '@portlight/plugin-portlight-common';
import {
  formatBytes,
  formatCores,
  formatCount,
  formatNumber,
  formatQuantity,
} from '../components';
import { formatMoney } from '../components/formats/money';

/** How requests can be recommended, with what each does. */
export const STRATEGIES: readonly {
  id: RightsizingStrategy;
  label: string;
  method: string;
}[] = [
  {
    id: 'portlight',
    label: 'Portlight',
    method:
      'CPU: the 95th percentile of use, 15% above. Memory: the highest of the last days, 15% above; a quarter above the limit where it ran out of memory.',
  },
  {
    id: 'vpa',
    label: 'VPA',
    method:
      'As the Vertical Pod Autoscaler recommends: the 90th percentile of decaying histograms, 15% above.',
  },
  {
    id: 'krr',
    label: 'KRR',
    method:
      'As Robusta KRR recommends: CPU the 95th percentile, memory the highest use, 15% above.',
  },
];

/** The strategy that the address names; the first one where it names none. */
export const readStrategy = (text: string | null): RightsizingStrategy =>
  STRATEGIES.find(({ id }) => id === text)?.id ?? 'portlight';

/** What a request is and should be: `500m → 120m`; the same on both sides is one figure. */
export function changeText(
  now: number | undefined,
  target: number | undefined,
  format: (value: number | undefined) => string,
): string {
  const before = now === undefined ? 'none' : format(now);
  if (target === undefined) return before;
  const after = format(target);
  return before === after ? after : `${before} → ${after}`;
}

/** Confidence as what it stands on: days and samples. */
export const confidenceText = (
  { days, samples }: Pick<RightsizingContainer, 'days' | 'samples'>,
  locale?: string,
): string =>
  `${formatNumber(days, locale)} d, ${formatQuantity(
    samples,
    'sample',
    undefined,
    locale,
  )}`;

const SEVERITIES: Record<
  Rightsizing['severity'],
  { status: 'critical' | 'warning' | 'healthy' | 'unknown'; word: string }
> = {
  critical: { status: 'critical', word: 'Far off' },
  warning: { status: 'warning', word: 'Off' },
  ok: { status: 'healthy', word: 'Near' },
  unknown: { status: 'unknown', word: 'Not known yet' },
};

/** Worst first. */
export const SEVERITY_ORDER = Object.keys(
  SEVERITIES,
) as Rightsizing['severity'][];

/** How a severity looks and reads. */
export const severityLook = (severity: Rightsizing['severity']) =>
  SEVERITIES[severity] ?? SEVERITIES.unknown;

/** A recommendation that is higher by so much is no rounding. */
const MORE = 1.1;

/** Whether a workload should have more than it requests, by an amount that matters. */
const isLacking = ({ severity, containers }: Rightsizing) =>
  (severity === 'critical' || severity === 'warning') &&
  containers.some(
    ({ cpuRequest, cpuTarget, memoryRequest, memoryTarget }) =>
      (cpuTarget ?? 0) > (cpuRequest ?? 0) * MORE ||
      (memoryTarget ?? 0) > (memoryRequest ?? 0) * MORE,
  );

/** The answer of the page: what could be saved on paper, and what of it becomes money. */
export function describeRightsizing(
  report: Pick<
    RightsizingReport,
    'items' | 'total' | 'theoreticalSaving' | 'realisable' | 'currency'
  >,
  locale?: string,
): string {
  const { theoreticalSaving: saving, realisable, currency } = report;
  if (report.total === 0) return 'Nothing here can be judged yet.';
  const month = `${formatMoney(Math.abs(saving), currency, locale)} a month`;
  const lacking = report.items.filter(isLacking).length;
  const risk =
    lacking > 0
      ? ` ${formatCount(lacking, locale)} ${
          lacking === 1 ? 'workload needs' : 'workloads need'
        } more than requested.`
      : '';
  if (Math.abs(saving) < 0.005) {
    return `Requests fit what is used.${risk}`;
  }
  if (saving < 0) {
    return `Containers should request ${month} more than they do.${risk}`;
  }
  const start = `Requests are ${month} above what is needed`;
  if (realisable.length === 0) return `${start}.${risk}`;
  const money = realisable.reduce((sum, { monthly }) => sum + monthly, 0);
  // Whole nodes go, with what was idle on them: it may be more than what requests are too high by.
  return money > 0
    ? `${start}; nodes that can go then save ${formatMoney(
        money,
        currency,
        locale,
      )}.${risk}`
    : `${start}; no more nodes can go then, so none of it becomes money yet.${risk}`;
}

const ADVICE: Record<RightsizingAdviceType, string> = {
  resourceQuota: 'Quota',
  limitRange: 'Limit range',
  horizontalPodAutoscaler: 'Autoscaler',
  abandonedWorkload: 'Abandoned',
  orphanedVolume: 'Orphaned volume',
  orphanedLoadBalancer: 'Orphaned load balancer',
};

/** The types of advice in the order of a choice. */
export const ADVICE_TYPES = Object.keys(ADVICE) as RightsizingAdviceType[];

/** What an advice is about. */
export const adviceWord = (type: string): string =>
  Object.hasOwn(ADVICE, type) ? ADVICE[type as RightsizingAdviceType] : type;

/** The figures behind a recommendation, CPU and memory side by side. */
export function whyRows(
  container: RightsizingContainer,
): { name: string; cpu: string; memory: string }[] {
  const row = (name: string, cpu?: number, memory?: number) => ({
    name,
    cpu: formatCores(cpu),
    memory: formatBytes(memory),
  });
  return [
    row('Request now', container.cpuRequest, container.memoryRequest),
    row('Recommended', container.cpuTarget, container.memoryTarget),
    row('At least', container.cpuLower, container.memoryLower),
    row('At most', container.cpuUpper, container.memoryUpper),
    { ...row('P95', container.cpuP95), memory: '' },
    { ...row('P99', undefined, container.memoryP99), cpu: '' },
    row('Highest', container.cpuPeak, container.memoryPeak),
    row('Limit now', container.cpuLimit, container.memoryLimit),
    {
      ...row('Recommended limit', undefined, container.memoryLimitTarget),
      cpu: 'none',
    },
  ];
}
