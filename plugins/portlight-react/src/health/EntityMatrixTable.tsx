import type {
  EntityHealth,
  Workload,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import {
  HostLink,
  MutedText,
  SimpleTable,
  Stale,
  Status,
  UNKNOWN,
  type SimpleColumn,
} from '../components';
import { entityMatrix } from './entityMatrix';

const Cell = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '0 10px',
  '& .differs': {
    padding: '0 5px',
    border: '1px solid var(--portlight-warn)',
    borderRadius: 3,
  },
});

type ClusterRow = EntityHealth['clusters'][number];

/** The version that most clusters have of each workload: what differs from it is marked. */
function usualVersions(entity: EntityHealth): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { kind, name, version } of entity.workloads) {
    if (version === undefined) continue;
    const key = `${kind}/${name}`;
    const count = counts.get(key) ?? new Map<string, number>();
    counts.set(key, count.set(version, (count.get(version) ?? 0) + 1));
  }
  return new Map(
    [...counts].map(([key, count]) => [
      key,
      [...count].reduce((best, next) => (next[1] > best[1] ? next : best))[0],
    ]),
  );
}

/** Every cluster beside every workload: status, version, replicas. */
export function EntityMatrixTable({ entity }: { entity: EntityHealth }) {
  const matrix = entityMatrix(entity);
  const usual = usualVersions(entity);
  const columns: SimpleColumn<ClusterRow>[] = [
    {
      header: 'Cluster',
      width: 220,
      isWrapped: true,
      cell: cluster => (
        <>
          <span className="primary">
            <HostLink to={{ page: 'cluster', cluster: cluster.name }}>
              {cluster.title}
            </HostLink>
          </span>{' '}
          <MutedText>{cluster.environment}</MutedText>
          {cluster.status !== 'active' ? (
            <div>
              <Status status={cluster.status} />
              {cluster.lastSyncAt && (
                <>
                  {' '}
                  <Stale since={cluster.lastSyncAt} />
                </>
              )}
            </div>
          ) : (
            cluster.stale && (
              <div>
                <Stale
                  since={cluster.lastSyncAt}
                  cause={cluster.statusMessage}
                />
              </div>
            )
          )}
        </>
      ),
    },
    ...matrix.workloads.map(workload => ({
      header: workload.name,
      isWrapped: true,
      cell: (cluster: ClusterRow) => {
        const found = matrix.cell(cluster.name, workload);
        if (found.length === 0) {
          return (
            <MutedText>
              {cluster.status === 'active' ? 'Not here' : UNKNOWN}
            </MutedText>
          );
        }
        return found.map(item => (
          <WorkloadCell
            key={`${item.namespace}/${item.name}`}
            workload={item}
            differs={
              item.version !== undefined &&
              item.version !== usual.get(workload.key)
            }
            showsNamespace={found.length > 1}
          />
        ));
      },
    })),
  ];
  return (
    <SimpleTable
      label="Clusters and workloads"
      columns={columns}
      rows={matrix.clusters}
      rowKey={cluster => cluster.name}
    />
  );
}

function WorkloadCell(props: {
  workload: Workload;
  differs: boolean;
  showsNamespace: boolean;
}) {
  const { workload, differs, showsNamespace } = props;
  const { cluster, namespace, kind, name, health, replicas, version } =
    workload;
  return (
    <Cell>
      <HostLink
        to={{ page: 'workload', cluster, namespace, kind, name }}
        aria-label={`${kind} ${name} in ${cluster}: ${health.status}, ${health.message}`}
      >
        <Status status={health.status} />
      </HostLink>
      {version && (
        <span
          className={differs ? 'differs' : undefined}
          title={
            differs ? 'Not the version that most clusters have' : undefined
          }
        >
          {version}
        </span>
      )}
      {replicas && (
        <MutedText>
          {replicas.ready}/{replicas.desired}
        </MutedText>
      )}
      {showsNamespace && <MutedText>{namespace}</MutedText>}
    </Cell>
  );
}
