import { SectionBox } from '@kinvolk/headlamp-plugin/lib/CommonComponents';
import { ServicePeersSection } from '@portlight/plugin-portlight-react';
import { HeadlampHost } from '../host/HeadlampHost';
import type { ShownResource } from './resource';

/** The instances behind the Service that a details page shows. */
export function PeersSection({ resource }: { resource: ShownResource }) {
  const { name, namespace } = resource.metadata;
  return (
    namespace && (
      <SectionBox title="Peers">
        <HeadlampHost>
          <ServicePeersSection
            cluster={resource.cluster}
            namespace={namespace}
            name={name}
          />
        </HeadlampHost>
      </SectionBox>
    )
  );
}
