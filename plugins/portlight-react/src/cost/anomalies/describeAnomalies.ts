import type {
  CostAnomaly,
  CostAnomalyList,
  CostCause,
} from '@portlight/plugin-portlight-common';
import { formatQuantity } from '../../components';
import { formatMoney } from '../../components/formats/money';

const CAUSES: Record<CostCause['kind'], string> = {
  newWorkload: 'New workload',
  goneWorkload: 'Gone workload',
  replicas: 'Replicas',
  requests: 'Requests',
  usage: 'Usage',
  price: 'Price',
  storage: 'Storage',
  other: 'Other',
};

/** The kind of a cause in words; what a newer portal may know is shown as it is. */
export const causeWord = (kind: string): string =>
  Object.hasOwn(CAUSES, kind) ? CAUSES[kind as CostCause['kind']] : kind;

/** What changed most, of what explains the change. */
export const mainCause = ({ causes }: CostAnomaly): CostCause | undefined =>
  causes.reduce<CostCause | undefined>(
    (most, cause) =>
      !most || Math.abs(cause.amount) > Math.abs(most.amount) ? cause : most,
    undefined,
  );

/** What it is about: a workload, a namespace, a cluster or the fleet. */
export const subjectOf = (item: CostAnomaly): string =>
  item.workload ?? item.namespace ?? item.cluster ?? 'the fleet';

/** A day in words, in no time zone: it is the portal's day. */
export const formatDay = (day: string, locale?: string): string => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(at)
    ? new Intl.DateTimeFormat(locale, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        timeZone: 'UTC',
      }).format(at)
    : day;
};

/** The answer of the page. */
export function describeAnomalies(
  list: Pick<CostAnomalyList, 'items' | 'currency'>,
  locale?: string,
): string {
  const { items, currency } = list;
  const largest = items.reduce<CostAnomaly | undefined>(
    (most, item) =>
      !most || Math.abs(item.change) > Math.abs(most.change) ? item : most,
    undefined,
  );
  if (!largest) return 'No day cost other than expected.';
  const amount = formatMoney(Math.abs(largest.change), currency, locale);
  const what = `${subjectOf(largest)} cost ${amount} ${
    largest.change > 0 ? 'more' : 'less'
  } than expected on ${formatDay(largest.day, locale)}`;
  return items.length === 1
    ? `${what}.`
    : `${formatQuantity(
        items.length,
        'unusual day',
        undefined,
        locale,
      )}; the largest: ${what}.`;
}
