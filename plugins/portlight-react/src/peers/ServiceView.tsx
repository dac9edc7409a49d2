import { MutedText, PageFrame, Tabs, withParameter } from '../components';
import type { ServiceTab } from '../host/PortlightHost';
import { usePortlightHost } from '../host/PortlightProvider';
import { trailTo } from '../inventory';
import { MetricsView } from '../metrics';
import { PeersView } from './PeersView';

/** Props of {@link ServiceView}. @public */
export interface ServiceViewProps {
  /** Name of the cluster. */
  cluster: string;
  /** The Namespace that the Service is in. */
  namespace: string;
  /** Name of the Service. */
  name: string;
  /** Where the host keeps the tab in its path; else it is in the query string. */
  tab?: ServiceTab;
}

const TABS: readonly { id: ServiceTab; label: string }[] = [
  { id: 'peers', label: 'Peers' },
  { id: 'metrics', label: 'Metrics' },
];

/**
 * One Service: its instances, and what they say together.
 *
 * @public
 */
export function ServiceView(props: ServiceViewProps) {
  const { cluster, namespace, name } = props;
  const { search, setSearch } = usePortlightHost();
  const inAddress = new URLSearchParams(search).get('tab');
  const tab = props.tab ?? (inAddress === 'metrics' ? 'metrics' : 'peers');
  const target = { cluster, namespace, service: name };
  return (
    <PageFrame
      trail={trailTo(cluster, namespace)}
      title={name}
      status={<MutedText>Service</MutedText>}
    >
      <Tabs
        label={`Parts of the Service ${name}`}
        items={TABS.map(({ id, label }) => ({
          id,
          label,
          to: { page: 'service', cluster, namespace, name, tab: id },
        }))}
        current={tab}
        onSelect={id => setSearch(withParameter('', 'tab', id), { push: true })}
      />
      {tab === 'metrics' ? (
        <MetricsView target={target} />
      ) : (
        <PeersView target={target} />
      )}
    </PageFrame>
  );
}
