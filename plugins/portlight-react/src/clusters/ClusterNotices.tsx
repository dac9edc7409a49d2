import type { Cluster } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import {
  CopyBlock,
  Empty,
  Forbidden,
  formatQuantity,
  Loaded,
  Note,
  Partial,
  RestrictedNote,
  Skeleton,
  staleCause,
} from '../components';
import { usePermitted } from '../host/usePermitted';
import { useApiQuery } from '../host/useApiQuery';

const Details = styled('details')({
  '& summary': { cursor: 'pointer', color: 'var(--portlight-muted)' },
  '& ul': { margin: '6px 0 0', paddingLeft: 18 },
});

/** What cannot be read of a cluster, and what to do about it. Nothing when all is well. */
export function ClusterNotices({ cluster }: { cluster: Cluster }) {
  const maySeeRules = usePermitted('syncRead');
  const { sync } = cluster;
  const missing = sync.unavailableKinds.filter(
    kind => kind.cause !== 'notInstalled',
  );
  return (
    <>
      {cluster.status === 'maintenance' && (
        <Note kind="maintenance">
          {cluster.statusMessage ??
            'The cluster is in maintenance: it is left alone, and what is shown is as it was read last.'}
        </Note>
      )}
      {cluster.restricted && <RestrictedNote />}
      {missing.length > 0 && (
        <Partial>
          {formatQuantity(missing.length, 'kind')} cannot be read:{' '}
          {missing.map(({ kind }) => kind).join(', ')}. The rest is complete.
          <Details>
            <summary>Why, and what to add</summary>
            <ul>
              {missing.map(({ kind, message }) => (
                <li key={kind}>
                  {kind}: {message}
                </li>
              ))}
            </ul>
            {maySeeRules &&
              missing.some(({ cause }) => cause === 'forbidden') && (
                <MissingRules cluster={cluster.name} />
              )}
          </Details>
        </Partial>
      )}
      {cluster.usageUnavailable && (
        <Note kind="info" more={cluster.usageUnavailable}>
          CPU and memory show what pods request, not what they use.
        </Note>
      )}
    </>
  );
}

/** The lines that the portal's ClusterRole lacks, ready to copy. */
export function MissingRules(props: { cluster: string }) {
  const answer = useApiQuery({
    key: ['clusterRole', props.cluster],
    clusters: [props.cluster],
    ask: (api, signal) => api.getClusterRole(props.cluster, { signal }),
  });
  return (
    <Loaded
      answer={answer}
      what={`the ClusterRole for ${props.cluster}`}
      skeleton={<Skeleton label="the ClusterRole" rows={3} />}
    >
      {({ missing }) =>
        missing.length === 0 ? null : (
          <CopyBlock
            label="Rules that the portal's ClusterRole lacks"
            text={formatRules(missing)}
          />
        )
      }
    </Loaded>
  );
}

/** Rules of a ClusterRole as YAML, the verbs of one resource together. */
export function formatRules(
  missing: readonly { apiGroup: string; resource: string; verb: string }[],
): string {
  const verbs = new Map<
    string,
    { apiGroup: string; resource: string; verbs: string[] }
  >();
  for (const { apiGroup, resource, verb } of missing) {
    const key = `${apiGroup}/${resource}`;
    const rule = verbs.get(key) ?? { apiGroup, resource, verbs: [] };
    if (!rule.verbs.includes(verb)) rule.verbs.push(verb);
    verbs.set(key, rule);
  }
  return [...verbs.values()]
    .map(
      rule =>
        `- apiGroups: ['${rule.apiGroup}']\n  resources: ['${
          rule.resource
        }']\n  verbs: [${rule.verbs.map(verb => `'${verb}'`).join(', ')}]`,
    )
    .join('\n');
}

/** Instead of the tabs of a cluster of which nothing was ever read. */
export function ClusterWithoutData({ cluster }: { cluster: Cluster }) {
  const maySeeRules = usePermitted('syncRead');
  const cause = cluster.sync.lastError?.cause;
  if (cluster.status === 'maintenance') {
    return (
      <Empty title="In maintenance, and never read before">
        {cluster.statusMessage ??
          'It is read for the first time when the maintenance ends.'}
      </Empty>
    );
  }
  if (cluster.status === 'pending') {
    return (
      <Empty title="Reading the cluster for the first time">
        Its workloads, pods and nodes appear here in a moment.
      </Empty>
    );
  }
  if (cluster.status === 'signInRequired') {
    return (
      <Empty title="This cluster needs your sign-in">
        {cluster.statusMessage ??
          'Its authentication works with the token of the signed-in user only, so it cannot be mirrored.'}
      </Empty>
    );
  }
  if (cause === 'forbidden' || cause === 'unauthorized') {
    return (
      <>
        <Forbidden
          by="cluster"
          what={cluster.title}
          message={cluster.statusMessage ?? cluster.sync.lastError?.message}
        />
        {maySeeRules && cause === 'forbidden' && (
          <MissingRules cluster={cluster.name} />
        )}
      </>
    );
  }
  return (
    <Empty title={`${cluster.title} was never read`}>
      {staleCause(cluster) ?? 'The cause is not known.'}
    </Empty>
  );
}
