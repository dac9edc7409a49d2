import { SectionBox } from '@kinvolk/headlamp-plugin/lib/CommonComponents';
import { CostSection as Section } from '@portlight/plugin-portlight-react';
import { HeadlampHost } from '../host/HeadlampHost';
import type { ShownResource } from './resource';

/** What the namespace, node or workload that a details page shows costs. */
export function CostSection({ resource }: { resource: ShownResource }) {
  const { kind, cluster } = resource;
  const { name, namespace } = resource.metadata;
  if (!['Namespace', 'Node'].includes(kind) && !namespace) return null;
  return (
    <SectionBox title="Cost">
      <HeadlampHost>
        {kind === 'Node' ? (
          <Section scope={{ cluster }} node={name} />
        ) : (
          <Section
            scope={
              namespace
                ? { cluster, namespace, kind, name }
                : { cluster, namespace: name }
            }
          />
        )}
      </HeadlampHost>
    </SectionBox>
  );
}
