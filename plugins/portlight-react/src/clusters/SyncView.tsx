import type { Worker } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import {
  Age,
  Empty,
  formatCount,
  formatDuration,
  HostLink,
  ObjectTable,
  Sentence,
  Status,
  UNKNOWN,
  useTableState,
  type Column,
} from '../components';
import { useApiList } from '../host/useApiQuery';
import { EncryptionKeys } from './EncryptionKeys';
import { ReplicaList } from './ReplicaList';
import { usePortlightHost } from '../host/PortlightProvider';

/** Props of {@link SyncView}. @public */
export interface SyncViewProps {
  /** Only the readers of this cluster. */
  cluster?: string;
}

/** The columns of this table. */
export const WORKER_COLUMNS: readonly Column<Worker>[] = [
  {
    id: 'kind',
    header: 'Kind',
    width: 190,
    isServerSortable: true,
    cell: worker => <span className="primary">{worker.kind}</span>,
  },
  {
    id: 'cluster',
    header: 'Cluster',
    width: 160,
    isServerSortable: true,
    cell: worker => (
      <HostLink to={{ page: 'cluster', cluster: worker.cluster }}>
        {worker.cluster}
      </HostLink>
    ),
  },
  {
    id: 'state',
    header: 'State',
    isServerSortable: true,
    cell: worker => (
      <Status
        status={worker.state}
        detail={
          worker.error && `${worker.error.cause}: ${worker.error.message}`
        }
      />
    ),
  },
  {
    id: 'objects',
    header: 'Objects',
    width: 90,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: worker => formatCount(worker.objects),
  },
  {
    id: 'restarts',
    header: 'Restarts',
    width: 90,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: worker => formatCount(worker.restarts),
  },
  {
    id: 'lagSeconds',
    header: 'Lag',
    width: 90,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: worker =>
      worker.lagSeconds === undefined
        ? UNKNOWN
        : formatDuration(worker.lagSeconds * 1000),
  },
  {
    id: 'lastEventAt',
    header: 'Last event',
    width: 100,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: worker => <Age time={worker.lastEventAt} />,
  },
  {
    id: 'lastListAt',
    header: 'Last list',
    width: 100,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: worker => <Age time={worker.lastListAt} />,
  },
  {
    id: 'resourceVersion',
    header: 'Resource version',
    width: 140,
    align: 'right',
    isHidden: true,
    cell: worker => worker.resourceVersion ?? UNKNOWN,
  },
  {
    id: 'replica',
    header: 'Replica',
    width: 140,
    isHidden: true,
    cell: worker => worker.replica ?? UNKNOWN,
  },
];

const Below = styled('div')({ marginTop: 28 });

const FILTERS = ['cluster'];

/**
 * The state of the mirror, for administrators: per cluster and kind, what its reader does, how much it holds, how
 * far behind it is, and why it waits.
 *
 * @public
 */
export function SyncView(props: SyncViewProps) {
  const { api } = usePortlightHost();
  const [state, setState] = useTableState(FILTERS);
  const { search, sort, filters } = state;
  const cluster =
    props.cluster === undefined ? filters.cluster : [props.cluster];
  const query = {
    cluster,
    search: search || undefined,
    sort: sort && `${sort.descending ? '-' : ''}${sort.column}`,
  };
  const answer = useApiList<Worker>({
    key: ['workers', props.cluster, query],
    clusters: cluster,
    enabled: api.mode === 'remote',
    ask: (source, cursor, signal) =>
      source.listWorkers({ ...query, limit: 500, cursor }, { signal }),
  });
  if (api.mode === 'direct') {
    return (
      <Empty title="Nothing is mirrored here">
        Without a portal, clusters are read directly whenever a page is open.
      </Empty>
    );
  }
  return (
    <>
      <Sentence
        heading
        side={<HostLink to={{ page: 'sources' }}>Sources of metrics</HostLink>}
      >
        {answer.data && !answer.hasMore
          ? describeWorkers(answer.data)
          : 'State of the mirror'}
      </Sentence>
      <ObjectTable
        label="readers"
        what="the state of the mirror"
        columns={WORKER_COLUMNS}
        answer={answer}
        rowKey={worker => `${worker.cluster}/${worker.kind}`}
        state={state}
        onStateChange={setState}
        filters={
          props.cluster === undefined
            ? [{ id: 'cluster', label: 'Cluster', placeholder: 'prod-eu' }]
            : undefined
        }
        maxHeight="max(420px, calc(100vh - 420px))"
        empty={
          <Empty title="Nothing is read yet">
            Readers start with the first cluster; each reads one kind.
          </Empty>
        }
      />
      {props.cluster === undefined && (
        <Below>
          <ReplicaList />
          <EncryptionKeys />
        </Below>
      )}
    </>
  );
}

/** `All 132 readers watch.` or how many do not, and where. */
export function describeWorkers(workers: readonly Worker[]): string {
  const total = workers.length;
  if (total === 0) return 'Nothing is read yet.';
  const behind = workers.filter(
    ({ state, error }) =>
      state !== 'watching' &&
      !(state === 'unavailable' && error?.cause === 'notInstalled'),
  );
  if (behind.length === 0)
    return `All ${formatCount(total)} readers are up to date.`;
  const clusters = [...new Set(behind.map(({ cluster }) => cluster))];
  const where =
    clusters.length > 3
      ? `${clusters.length} clusters`
      : clusters.join(' and ');
  return `${formatCount(behind.length)} of ${formatCount(
    total,
  )} readers are not up to date, in ${where}.`;
}
