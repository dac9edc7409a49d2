import { usePortlightHost } from '../host/PortlightProvider';

/** Says what only a portal can know, where a cluster is read without one. */
export function DirectModeNote(props: { missing: string }) {
  const { api } = usePortlightHost();
  if (api.mode !== 'direct') return null;
  return (
    <p style={{ color: 'var(--portlight-muted)', margin: '0 0 16px' }}>
      Read from the cluster itself, without a portal: {props.missing}
    </p>
  );
}
