import type { CostReport, CostScope } from '@portlight/plugin-portlight-common';
import { Empty, Stale } from '../components';
import { scopeName } from './dimensions';

/** The snippet of the portal's configuration that gives nodes a price of their own. */
const PRICES = `portlight:
  cost:
    currency: EUR
    prices:
      custom:
        - cluster: production
          instanceType: m7i.xlarge
          hourly: 0.2268`;

/** Milliseconds: an hour is computed a few minutes after its end, and again when something was late. */
const LATE = 3 * 60 * 60_000;

/** Nothing is to be seen: why, and what to do. Undefined where there is something. */
export function whyNoCosts(
  scope: CostScope,
  report: CostReport,
  options: {
    filter?: string;
    onClear?(): void;
    /** Only a part of the scope is looked at, by no filter of the user's. */
    isPart?: boolean;
  },
): JSX.Element | undefined {
  const { coverage, items, total } = report;
  if (items.length > 0 || total.amounts.total > 0) return undefined;
  const { filter, onClear } = options;
  if (coverage.computed === 0 && !report.hourly) {
    return (
      <Empty
        title="No costs yet"
        snippet={{ label: 'app-config.yaml', text: PRICES }}
      >
        What nodes, volumes and load balancers cost is divided among what ran on
        them, hour by hour. An hour is computed a few minutes after it is over:
        the first appears within the next one. Until then, say what nodes cost,
        or import a bill; without that, default prices are used.
      </Empty>
    );
  }
  if (filter) {
    return (
      <Empty
        title="Nothing matches the filter"
        action={onClear && { label: 'Clear the filter', onClick: onClear }}
      >
        No cost in this window is filed under what the filter says.
      </Empty>
    );
  }
  return (
    <Empty
      title={`${
        options.isPart ? 'It' : scopeName(scope)
      } cost nothing in this window`}
    >
      {'entityRef' in scope
        ? 'The cost of workloads appears here that say which entity they belong to, or that the entity’s annotations select. What ran before that was said belongs to nobody.'
        : 'Nothing ran here that has a price. What runs costs something from the next full hour on.'}
    </Empty>
  );
}

/** Beside the sentence: that the last hours are missing. */
export function CostAge(props: { report: CostReport; now: number }) {
  const { computedUntil } = props.report.coverage;
  if (props.report.hourly || computedUntil === undefined) return null;
  const end = Math.min(props.now, Date.parse(props.report.window.end));
  return end - Date.parse(computedUntil) > LATE ? (
    <Stale since={computedUntil} cause="later hours are not computed yet" />
  ) : null;
}
