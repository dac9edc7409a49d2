import type { ResourceScope } from '@portlight/plugin-portlight-common';
import type { ReactNode } from 'react';
import { Tabs, withParameter } from '../components';
import type { LinkTarget, ObjectTab } from '../host/PortlightHost';
import { usePortlightHost } from '../host/PortlightProvider';
import { ResourceMetricsView } from '../metrics';

const TABS: readonly { id: ObjectTab; label: string }[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'metrics', label: 'Metrics' },
];

/** The tab that the page of an object shows: the host keeps it in the path, else it is in the query string. */
export function useObjectTab(inPath: ObjectTab | undefined): ObjectTab {
  const { search } = usePortlightHost();
  if (inPath) return inPath;
  return new URLSearchParams(search).get('tab') === 'metrics'
    ? 'metrics'
    : 'overview';
}

/** The page of an object in two parts: how it is, and what it uses over time. */
export function ObjectTabs(props: {
  target: Extract<LinkTarget, { tab?: ObjectTab; name: string }>;
  scope: ResourceScope;
  tab: ObjectTab;
  /** The overview. */
  children: ReactNode;
}) {
  const { target, scope, tab, children } = props;
  const { setSearch } = usePortlightHost();
  return (
    <>
      <Tabs
        label={`Parts of ${target.name}`}
        items={TABS.map(({ id, label }) => ({
          id,
          label,
          to: { ...target, tab: id },
        }))}
        current={tab}
        onSelect={id => setSearch(withParameter('', 'tab', id), { push: true })}
      />
      {tab === 'metrics' ? <ResourceMetricsView scope={scope} /> : children}
    </>
  );
}
