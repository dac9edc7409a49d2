import type { ReactNode } from 'react';
import { PageFrame, Tabs, withParameter } from '../components';
import type { CostTab } from '../host/PortlightHost';
import { usePortlightHost } from '../host/PortlightProvider';

const TABS: readonly { id: CostTab; label: string }[] = [
  { id: 'overview', label: 'Cost' },
  { id: 'rightsizing', label: 'Rightsizing' },
  { id: 'budgets', label: 'Budgets' },
  { id: 'unowned', label: 'Unowned' },
  { id: 'anomalies', label: 'Anomalies' },
  { id: 'accuracy', label: 'Prices and accuracy' },
];

/** The tabs of what the fleet costs, as the address names them. @public */
export const COST_TABS: readonly CostTab[] = TABS.map(({ id }) => id);

/** The one row of tabs of all pages about the cost of the fleet. */
export function CostTabs({ current }: { current: CostTab }) {
  const { setSearch } = usePortlightHost();
  return (
    <Tabs
      label="Parts of the cost of the fleet"
      items={TABS.map(({ id, label }) => ({
        id,
        label,
        to: { page: 'costs', tab: id },
      }))}
      current={current}
      onSelect={id => setSearch(withParameter('', 'tab', id), { push: true })}
    />
  );
}

/** The frame of a page about the cost of the fleet: where one is, and the tabs. */
export function CostFrame(props: {
  tab: CostTab;
  side?: ReactNode;
  children: ReactNode;
}) {
  const { tab, side, children } = props;
  return (
    <PageFrame
      trail={[{ label: 'Fleet', to: { page: 'fleet' } }]}
      title="Cost"
      side={side}
    >
      <CostTabs current={tab} />
      {children}
    </PageFrame>
  );
}
