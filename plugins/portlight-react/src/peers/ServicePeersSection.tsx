import { HostLink } from '../components';
import { PeersSummary } from './PeersSummary';

/** Props of {@link ServicePeersSection}. @public */
export interface ServicePeersSectionProps {
  /** Name of the cluster. */
  cluster: string;
  /** The Namespace that the Service is in. */
  namespace: string;
  /** Name of the Service. */
  name: string;
}

/**
 * How the instances behind a Service are, compact, for its page in another application.
 *
 * @public
 */
export function ServicePeersSection(props: ServicePeersSectionProps) {
  const { cluster, namespace, name } = props;
  return (
    <>
      <PeersSummary target={{ cluster, namespace, service: name }} />
      <p style={{ margin: '8px 0 0', color: 'var(--portlight-primary)' }}>
        <HostLink
          to={{ page: 'service', cluster, namespace, name, tab: 'peers' }}
        >
          All peers
        </HostLink>
      </p>
    </>
  );
}
