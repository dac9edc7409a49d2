import { SectionBox } from '@kinvolk/headlamp-plugin/lib/CommonComponents';
import type { ResourceScope } from '@portlight/plugin-portlight-common';
import {
  ResourceMetricsSection,
  ServiceMetricsSection,
} from '@portlight/plugin-portlight-react';
import { HeadlampHost } from '../host/HeadlampHost';
import type { ShownResource } from './resource';

/** What a details page's object is to the metrics of resources. */
function scopeOf(resource: ShownResource): ResourceScope | undefined {
  const { kind, cluster } = resource;
  const { name, namespace } = resource.metadata;
  if (kind === 'Node') return { cluster, node: name };
  if (kind === 'Namespace') return { cluster, namespace: name };
  return namespace === undefined
    ? undefined
    : { cluster, namespace, kind, name };
}

function contentFor(resource: ShownResource) {
  const { kind, cluster } = resource;
  const { name, namespace } = resource.metadata;
  if (kind === 'Service') {
    return (
      namespace && (
        <ServiceMetricsSection
          cluster={cluster}
          namespace={namespace}
          name={name}
        />
      )
    );
  }
  const scope = scopeOf(resource);
  return scope && <ResourceMetricsSection scope={scope} isUntitled />;
}

/** What the object of a details page uses, or what the instances behind a Service say. */
export function MetricsSection({ resource }: { resource: ShownResource }) {
  const content = contentFor(resource);
  return (
    content && (
      <SectionBox title="Metrics">
        <HeadlampHost>{content}</HeadlampHost>
      </SectionBox>
    )
  );
}
