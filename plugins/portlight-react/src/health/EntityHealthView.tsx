import type { EntityHealth } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { ChangeList } from '../activity';
import {
  Age,
  DirectModeNote,
  Empty,
  HostLink,
  Loaded,
  MutedText,
  ObjectLink,
  Section,
  Sentence,
  Skeleton,
  Status,
} from '../components';
import { useApiQuery, type ApiAnswer } from '../host/useApiQuery';
import { describeEntityHealth, entityMatrix, troubled } from './entityMatrix';
import { EntityMatrixTable } from './EntityMatrixTable';
import { ProblemList } from './ProblemList';

/** Props of {@link EntityHealthView}. @public */
export interface EntityHealthViewProps {
  /** Such as `component:default/cart`. */
  entityRef: string;
}

/** Health of one entity. */
export function useEntityHealth(entityRef: string): ApiAnswer<EntityHealth> {
  return useApiQuery({
    key: ['entityHealth', entityRef],
    ask: (api, signal) => api.getEntityHealth(entityRef, { signal }),
  });
}

/** The name of an entity for people: `component:default/cart` -> `cart`. */
export const entityName = (entityRef: string) =>
  entityRef.slice(entityRef.lastIndexOf('/') + 1);

/**
 * A catalog entity in all clusters it runs in: status, version and replicas side by side, where versions
 * differ, what is failing, what was rolled out.
 *
 * @public
 */
export function EntityHealthView(props: EntityHealthViewProps) {
  const answer = useEntityHealth(props.entityRef);
  return (
    <Loaded
      answer={answer}
      what={`the health of ${entityName(props.entityRef)}`}
      skeleton={
        <Skeleton
          label="the health of this entity"
          rows={10}
          columns={[0.2, 0.3, 0.3]}
        />
      }
    >
      {entity => <EntityHealthContent entity={entity} />}
    </Loaded>
  );
}

const Differences = styled('ul')({
  margin: 0,
  padding: 0,
  listStyle: 'none',
  '& li': { padding: '3px 0', overflowWrap: 'anywhere' },
});

/** The picture of an entity's health. */
export function EntityHealthContent({ entity }: { entity: EntityHealth }) {
  if (entity.workloads.length === 0) {
    return <NothingRuns entity={entity} />;
  }
  const failing = troubled(entity);
  const { empty } = entityMatrix(entity);
  // What stands under "Needs a look" is not said twice.
  const others = entity.problems.filter(
    ({ cluster, object }) =>
      !failing.some(
        item =>
          item.cluster === cluster &&
          item.namespace === object.namespace &&
          item.name === object.name,
      ),
  );
  const total = entity.total ?? entity.workloads.length;
  return (
    <>
      <Sentence>{describeEntityHealth(entity)}</Sentence>
      <DirectModeNote missing="only the clusters connected here are asked." />
      <Section
        title="Where it runs"
        note={
          empty.length > 0
            ? `nothing of it in ${empty.map(({ title }) => title).join(', ')}`
            : undefined
        }
      >
        <EntityMatrixTable entity={entity} />
        {total > entity.workloads.length && (
          <p>
            <MutedText>
              The first {entity.workloads.length} of {total} workloads.
            </MutedText>
          </p>
        )}
      </Section>
      {entity.differences.length > 0 && (
        <Section title="Not the same everywhere">
          <Differences>
            {entity.differences.map(difference => (
              <li
                key={`${difference.kind}/${difference.namespace}/${difference.name}/${difference.container}`}
              >
                <strong>{difference.name}</strong>{' '}
                <MutedText>{difference.container}</MutedText>:{' '}
                {difference.values.map(({ value, clusters }, index) => (
                  <span key={value}>
                    {index > 0 && ', '}
                    <strong>{value}</strong> in {clusters.join(', ')}
                  </span>
                ))}
              </li>
            ))}
          </Differences>
        </Section>
      )}
      {failing.length > 0 && (
        <Section title="Needs a look">
          <Differences>
            {failing.map(({ cluster, namespace, kind, name, health }) => (
              <li key={`${cluster}/${namespace}/${kind}/${name}`}>
                <Status status={health.status} />{' '}
                <strong>
                  <ObjectLink
                    cluster={cluster}
                    object={{ kind, namespace, name }}
                  />
                </strong>{' '}
                in{' '}
                <HostLink to={{ page: 'cluster', cluster }}>{cluster}</HostLink>
                : {health.message}
                {health.since && (
                  <MutedText>
                    {' '}
                    for <Age time={health.since} />
                  </MutedText>
                )}
              </li>
            ))}
          </Differences>
        </Section>
      )}
      {others.length > 0 && (
        <Section title="What else is wrong">
          <ProblemList problems={others} hides={['owner']} />
        </Section>
      )}
      <Section title="Recent rollouts">
        {entity.changes.length > 0 ? (
          <ChangeList
            changes={entity.changes}
            detail={({ cluster, object }) => (
              <MutedText>
                <ObjectLink cluster={cluster} object={object} /> in{' '}
                <HostLink to={{ page: 'cluster', cluster }}>{cluster}</HostLink>
              </MutedText>
            )}
          />
        ) : (
          <MutedText>None that the clusters still remember.</MutedText>
        )}
      </Section>
    </>
  );
}

const labelSnippet = (id: string) => `metadata:
  labels:
    backstage.io/kubernetes-id: ${id}`;
const annotationSnippet = (entityRef: string) => `metadata:
  annotations:
    backstage.io/kubernetes-id: ${entityName(entityRef)}`;

/** Why nothing is shown, and the line that changes it. */
export function NothingRuns({ entity }: { entity: EntityHealth }) {
  const { workload, kubernetesId, labelSelector, namespace, cluster } =
    entity.selector;
  const isAnnotated = [workload, kubernetesId, labelSelector].some(
    annotation => annotation !== undefined,
  );
  const asked = entity.clusters.length;
  if (!isAnnotated) {
    return (
      <Empty
        title="This entity is not connected with workloads"
        snippet={{
          label: 'catalog-info.yaml',
          text: annotationSnippet(entity.entityRef),
        }}
      >
        Its health in every cluster appears here as soon as an annotation says
        which workloads are its own.
      </Empty>
    );
  }
  const selection = [
    workload,
    kubernetesId && `label backstage.io/kubernetes-id=${kubernetesId}`,
    labelSelector && `labels ${labelSelector}`,
    namespace && `namespace ${namespace}`,
    cluster && `cluster ${cluster}`,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <Empty
      title="Nothing of it runs in any cluster"
      snippet={
        kubernetesId
          ? {
              label: 'On the workload and its pod template',
              text: labelSnippet(kubernetesId),
            }
          : undefined
      }
    >
      {`${
        asked === 1 ? 'One cluster was' : `${asked} clusters were`
      } searched for ${selection}; no workload has it. `}
      {entity.clusters
        .filter(({ status }) => status !== 'active')
        .map(({ title }) => `${title} cannot be read now. `)}
    </Empty>
  );
}
