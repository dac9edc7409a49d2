import type { Cluster } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { formatQuantity, Note, StatusIcon, statusLook } from '../../components';
import { clusterKey } from '../../host/liveUpdates';
import { useApiQuery } from '../../host/useApiQuery';
import { usePermitted } from '../../host/usePermitted';

/** Milliseconds between two looks at a cluster that somebody waits for. */
const INTERVAL = 700;

const Frame = styled('div')({
  '& .verdict': {
    display: 'flex',
    gap: 8,
    alignItems: 'flex-start',
    margin: 0,
    fontSize: 15,
    fontWeight: 500,
  },
  '& .verdict svg': { flex: 'none', marginTop: 3 },
  '& .more': { margin: '6px 0 12px', color: 'var(--portlight-muted)' },
  '& progress': { width: '100%', accentColor: 'var(--portlight-primary)' },
});

/** Whether something of the cluster can be seen. */
export const hasFirstData = (cluster: Cluster | undefined): boolean =>
  cluster?.counts !== undefined && cluster.sync.firstSyncAt !== undefined;

/** Follows a cluster closely until its first data is there. */
export function useFirstReading(name: string) {
  const cluster = useApiQuery({
    key: clusterKey(name),
    clusters: [name],
    interval: INTERVAL,
    ask: (api, signal) => api.getCluster(name, { signal }),
  });
  const maySeeReaders = usePermitted('syncRead');
  const readers = useApiQuery({
    key: ['readers', name],
    clusters: [name],
    interval: INTERVAL,
    enabled: maySeeReaders,
    ask: async (api, signal) =>
      (await api.listWorkers({ cluster: [name], limit: 500 }, { signal }))
        .items,
  });
  const total = readers.data?.length ?? 0;
  const read =
    readers.data?.filter(
      ({ state }) => state === 'watching' || state === 'unavailable',
    ).length ?? 0;
  return { cluster: cluster.data, error: cluster.error, read, total };
}

/** What is already known of a cluster: `3 nodes, 12 workloads and 40 pods`. */
function describeCounts({ counts }: Cluster): string {
  if (!counts) return '';
  const parts = [
    counts.nodes !== undefined && formatQuantity(counts.nodes, 'node'),
    counts.workloads !== undefined &&
      formatQuantity(counts.workloads, 'workload'),
    counts.pods !== undefined && formatQuantity(counts.pods, 'pod'),
  ].filter((part): part is string => Boolean(part));
  return parts.length > 1
    ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
    : parts.join('');
}

/** How far the first reading of a cluster is. */
export function FirstReading(props: { name: string; title: string }) {
  const { name, title } = props;
  const { cluster, read, total } = useFirstReading(name);
  const progress =
    total > 0 ? `reading: ${read} of ${total} kinds` : 'reading its objects';
  if (cluster && hasFirstData(cluster)) {
    return (
      <Frame>
        <p className="verdict" role="status">
          <StatusIcon look={statusLook('healthy')} />
          <span>
            {title} is in the fleet: {describeCounts(cluster)}.
          </span>
        </p>
        <p className="more">
          {read < total
            ? `Still ${progress}.`
            : 'It is followed from now on; changes appear within a second.'}
        </p>
      </Frame>
    );
  }
  const isInTrouble =
    cluster && ['unreachable', 'error'].includes(cluster.status);
  return (
    <Frame>
      <p className="verdict" role="status">
        <StatusIcon
          look={statusLook(isInTrouble ? 'unreachable' : 'listing')}
        />
        <span>
          {isInTrouble
            ? `${title} is registered, but cannot be read yet`
            : `${title} is registered; ${progress}`}
        </span>
      </p>
      {!isInTrouble && (
        <progress
          aria-label={`First reading of ${title}`}
          {...(total > 0 && { value: read, max: total })}
        />
      )}
      {isInTrouble ? (
        <Note
          kind="warning"
          more="It is tried again by itself. Address and credentials can be replaced on the cluster's page."
        >
          {cluster.statusMessage ??
            cluster.sync.lastError?.message ??
            'The cause is not known.'}
        </Note>
      ) : (
        <p className="more">
          You need not wait: this goes on when the dialog is closed.
        </p>
      )}
    </Frame>
  );
}
