import type { ObjectReference } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { LinkTarget } from '../host/PortlightHost';
import { usePortlightHost } from '../host/PortlightProvider';

/** A link of the host, or plain text where the host has no such page. */
export function HostLink(props: {
  to: LinkTarget;
  children: ReactNode;
  className?: string;
  'aria-label'?: string;
}) {
  const { href, Link } = usePortlightHost();
  const address = href(props.to);
  if (address === undefined) {
    return <span className={props.className}>{props.children}</span>;
  }
  return (
    <Link
      to={address}
      className={props.className}
      aria-label={props['aria-label']}
    >
      {props.children}
    </Link>
  );
}

/** Kinds whose page is the workload page. */
const WORKLOAD_KINDS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'Job',
]);

/** Where an object's page is; undefined for kinds without one. */
export function objectTarget(
  cluster: string,
  object: ObjectReference,
): LinkTarget | undefined {
  const { kind, namespace, name } = object;
  if (kind === 'Node') return { page: 'node', cluster, name };
  if (kind === 'Cluster') return { page: 'cluster', cluster };
  if (namespace === undefined) {
    return kind === 'Namespace'
      ? { page: 'namespace', cluster, namespace: name }
      : undefined;
  }
  if (kind === 'Pod') return { page: 'pod', cluster, namespace, name };
  if (kind === 'Service') return { page: 'service', cluster, namespace, name };
  return WORKLOAD_KINDS.has(kind)
    ? { page: 'workload', cluster, namespace, kind, name }
    : undefined;
}

/** The name of an object, leading to its page where it has one. */
export function ObjectLink(props: {
  cluster: string;
  object: ObjectReference;
  children?: ReactNode;
}) {
  const { cluster, object, children } = props;
  const target = objectTarget(cluster, object);
  const label = children ?? object.name;
  return target ? <HostLink to={target}>{label}</HostLink> : <>{label}</>;
}

/** `group:default/payments` -> `payments`, `user:default/jo` -> `jo`; a bare value as it is. */
export function ownerName(owner: string): string {
  return owner.replace(/^(group|user):/, '').replace(/^default\//, '');
}

const isEntityRef = (owner: string) => /^[^:/]+:[^:/]+\/[^:/]+$/.test(owner);

/** Who owns something: a link into the catalog when it is an entity. */
export function Owner(props: { owner: string | undefined }) {
  const { owner } = props;
  if (!owner) return null;
  return isEntityRef(owner) ? (
    <HostLink to={{ page: 'entity', entityRef: owner }}>
      {ownerName(owner)}
    </HostLink>
  ) : (
    <>{ownerName(owner)}</>
  );
}

/** Secondary facts on the line of a primary one. */
export const MutedText = styled('span')({ color: 'var(--portlight-muted)' });
