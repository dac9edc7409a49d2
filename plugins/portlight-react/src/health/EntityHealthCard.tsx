import {
  compareHealth,
  type EntityHealth,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import {
  HostLink,
  Loaded,
  MutedText,
  Sentence,
  Skeleton,
  Stale,
  Status,
} from '../components';
import { describeEntityHealth, entityMatrix } from './entityMatrix';
import { entityName, NothingRuns, useEntityHealth } from './EntityHealthView';

/** Props of {@link EntityHealthCard}. @public */
export interface EntityHealthCardProps {
  /** Such as `component:default/cart`. */
  entityRef: string;
}

/**
 * The sentence about an entity and one row per cluster, for its overview.
 *
 * @public
 */
export function EntityHealthCard(props: EntityHealthCardProps) {
  const answer = useEntityHealth(props.entityRef);
  return (
    <Loaded
      answer={answer}
      what={`the health of ${entityName(props.entityRef)}`}
      skeleton={
        <Skeleton label="the health of this entity" rows={4} rowHeight={34} />
      }
    >
      {entity =>
        entity.workloads.length === 0 ? (
          <NothingRuns entity={entity} />
        ) : (
          <CardContent entity={entity} />
        )
      }
    </Loaded>
  );
}

const Rows = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& li': {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.2fr) minmax(0, 1.4fr) minmax(0, 1fr)',
    gap: '0 12px',
    alignItems: 'center',
    minHeight: 34,
    borderTop: '1px solid var(--portlight-divider)',
  },
  '& .cut': {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& .end': { textAlign: 'right' },
});

function CardContent({ entity }: { entity: EntityHealth }) {
  const { clusters } = entityMatrix(entity);
  return (
    <>
      <Sentence small>{describeEntityHealth(entity)}</Sentence>
      <Rows aria-label="Clusters">
        {clusters.map(cluster => {
          const workloads = entity.workloads
            .filter(workload => workload.cluster === cluster.name)
            .sort((a, b) => compareHealth(a.health, b.health));
          const versions = [
            ...new Set(workloads.flatMap(({ version }) => version ?? [])),
          ];
          const [worst] = workloads;
          return (
            <li key={cluster.name}>
              <span className="cut">
                <HostLink to={{ page: 'cluster', cluster: cluster.name }}>
                  {cluster.title}
                </HostLink>{' '}
                <MutedText>{cluster.environment}</MutedText>
              </span>
              <span className="cut">
                {cluster.status !== 'active' || !worst ? (
                  <Status status={cluster.status} />
                ) : (
                  <HostLink
                    to={{
                      page: 'workload',
                      cluster: worst.cluster,
                      namespace: worst.namespace,
                      kind: worst.kind,
                      name: worst.name,
                    }}
                  >
                    <Status status={worst.health.status} />
                  </HostLink>
                )}
                {cluster.stale && (
                  <>
                    {' '}
                    <Stale since={cluster.lastSyncAt} />
                  </>
                )}
              </span>
              <span className="cut end" title={versions.join(', ')}>
                {versions.join(', ')}
              </span>
            </li>
          );
        })}
      </Rows>
    </>
  );
}
