import type { MetricsTarget } from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import { HostLink } from '../components';
import { MetricsSummary } from './EntityMetricsCard';

/** Props of {@link ServiceMetricsSection}. @public */
export interface ServiceMetricsSectionProps {
  /** Name of the cluster. */
  cluster: string;
  /** The Namespace that the Service is in. */
  namespace: string;
  /** Name of the Service. */
  name: string;
}

/**
 * What the instances behind a Service say, compact, for its page in another application.
 *
 * @public
 */
export function ServiceMetricsSection(props: ServiceMetricsSectionProps) {
  const { cluster, namespace, name } = props;
  const target = useMemo<MetricsTarget>(
    () => ({ cluster, namespace, service: name }),
    [cluster, namespace, name],
  );
  return (
    <>
      <MetricsSummary target={target} />
      <p style={{ margin: '8px 0 0', color: 'var(--portlight-primary)' }}>
        <HostLink
          to={{ page: 'service', cluster, namespace, name, tab: 'metrics' }}
        >
          All metrics
        </HostLink>
      </p>
    </>
  );
}
