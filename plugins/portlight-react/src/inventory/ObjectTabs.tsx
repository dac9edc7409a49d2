import type {
  CostScope,
  ResourceScope,
} from '@portlight/plugin-portlight-common';
import { useMemo, type ReactNode } from 'react';
import { Tabs, withParameter } from '../components';
import type { LinkTarget, ObjectTab } from '../host/PortlightHost';
import { usePortlightHost } from '../host/PortlightProvider';
import { CostTab } from '../cost';
import { ResourceMetricsView } from '../metrics';

const TABS: readonly { id: ObjectTab; label: string }[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'metrics', label: 'Metrics' },
  { id: 'cost', label: 'Cost' },
];

/** The tab that the page of an object shows: the host keeps it in the path, else it is in the query string. */
export function useObjectTab(inPath: ObjectTab | undefined): ObjectTab {
  const { search } = usePortlightHost();
  if (inPath) return inPath;
  const inSearch = new URLSearchParams(search).get('tab');
  return TABS.find(({ id }) => id === inSearch)?.id ?? 'overview';
}

/** The page of an object in parts: how it is, what it uses over time and, of a workload, what it costs. */
export function ObjectTabs(props: {
  target: Extract<LinkTarget, { tab?: ObjectTab; name: string }>;
  scope: ResourceScope;
  tab: ObjectTab;
  /** The overview. */
  children: ReactNode;
}) {
  const { target, scope, tab, children } = props;
  const { setSearch } = usePortlightHost();
  const key = target.page === 'workload' ? JSON.stringify(scope) : undefined;
  const costScope = useMemo<CostScope | undefined>(
    () => (key === undefined ? undefined : JSON.parse(key)),
    [key],
  );
  return (
    <>
      <Tabs
        label={`Parts of ${target.name}`}
        items={TABS.filter(({ id }) => id !== 'cost' || costScope).map(
          ({ id, label }) => ({
            id,
            label,
            to: { ...target, tab: id },
          }),
        )}
        current={tab}
        onSelect={id => setSearch(withParameter('', 'tab', id), { push: true })}
      />
      {tab === 'metrics' && <ResourceMetricsView scope={scope} />}
      {tab === 'cost' && costScope && <CostTab scope={costScope} />}
      {(tab === 'overview' || (tab === 'cost' && !costScope)) && children}
    </>
  );
}
