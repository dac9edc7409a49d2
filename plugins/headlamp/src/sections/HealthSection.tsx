import Box from '@mui/material/Box';
import {
  NamespaceHealthSection,
  NodeHealthSection,
  PodHealthSection,
  WorkloadHealthSection,
} from '@portlight/plugin-portlight-react';
import type { ReactElement } from 'react';
import { HeadlampHost } from '../host/HeadlampHost';
import { isWorkload, type ShownResource } from './resource';

function sectionFor(resource: ShownResource): ReactElement | null {
  const { kind, cluster } = resource;
  const { name, namespace } = resource.metadata;
  if (kind === 'Node')
    return <NodeHealthSection cluster={cluster} name={name} />;
  if (kind === 'Namespace')
    return <NamespaceHealthSection cluster={cluster} namespace={name} />;
  if (!namespace) return null;
  if (kind === 'Pod')
    return (
      <PodHealthSection cluster={cluster} namespace={namespace} name={name} />
    );
  if (isWorkload(kind))
    return (
      <WorkloadHealthSection
        cluster={cluster}
        namespace={namespace}
        kind={kind}
        name={name}
      />
    );
  return null;
}

/**
 * The health of what a details page shows. It answers before the table of properties does, and has no heading of its
 * own: one between the page's title and that table would claim the table.
 */
export function HealthSection(props: { resource: ShownResource }) {
  const section = sectionFor(props.resource);
  return (
    section && (
      <Box
        component="section"
        aria-label="Health"
        // as wide as Headlamp's own section boxes
        sx={{ px: { xs: 0, sm: 2 }, pb: 2 }}
      >
        <HeadlampHost>{section}</HeadlampHost>
      </Box>
    )
  );
}
