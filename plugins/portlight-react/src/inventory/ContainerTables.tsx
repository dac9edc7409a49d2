import type {
  Container,
  ContainerState,
  WorkloadContainer,
} from '@portlight/plugin-portlight-common';
import {
  Age,
  formatCount,
  formatImage,
  SimpleTable,
  Status,
  type SimpleColumn,
} from '../components';
import {
  containerStatus,
  describeEnd,
  describeResources,
  describeState,
} from './containerText';

interface AnyContainer {
  name: string;
  type: Container['type'];
  image: string;
  restarts: number;
  requests?: Record<string, string>;
  limits?: Record<string, string>;
  lastTermination?: ContainerState;
}

const NAME: SimpleColumn<AnyContainer> = {
  header: 'Container',
  width: 200,
  cell: ({ name, type }) => (
    <span title={name}>
      <span className="primary">{name}</span>{' '}
      {type !== 'container' && <span className="muted">{type}</span>}
    </span>
  ),
};
const IMAGE: SimpleColumn<AnyContainer> = {
  header: 'Image',
  width: 220,
  cell: ({ image }) => <span title={image}>{formatImage(image)}</span>,
};
const RESTARTS: SimpleColumn<AnyContainer> = {
  header: 'Restarts',
  width: 80,
  align: 'right',
  cell: ({ restarts }) => formatCount(restarts),
};
const LAST: SimpleColumn<AnyContainer> = {
  header: 'Last end',
  isWrapped: true,
  cell: ({ lastTermination }) =>
    lastTermination && (
      <>
        {describeEnd(lastTermination)}
        {lastTermination.finishedAt && (
          <span className="muted">
            , <Age time={lastTermination.finishedAt} /> ago
          </span>
        )}
        {lastTermination.message && (
          <div className="muted">{lastTermination.message}</div>
        )}
      </>
    ),
};
const RESOURCES: SimpleColumn<AnyContainer> = {
  header: 'Requests and limits',
  isWrapped: true,
  cell: ({ requests, limits }) =>
    describeResources(requests, limits) || (
      <span className="muted">None set</span>
    ),
};

const POD_CONTAINERS: readonly SimpleColumn<Container>[] = [
  NAME,
  {
    header: 'State',
    isWrapped: true,
    cell: container => (
      <>
        <Status
          status={containerStatus(container)}
          word={describeState(container.state)}
        />{' '}
        {container.state.startedAt && container.state.state === 'running' && (
          <span className="muted">
            for <Age time={container.state.startedAt} />
            {!container.ready && container.type !== 'init' && ', not ready'}
          </span>
        )}
        {container.state.message && (
          <div className="muted">{container.state.message}</div>
        )}
      </>
    ),
  },
  IMAGE,
  RESTARTS,
  LAST,
  RESOURCES,
];

/** The containers of one pod. */
export function PodContainerTable(props: { containers: readonly Container[] }) {
  return (
    <SimpleTable
      label="Containers"
      columns={POD_CONTAINERS}
      rows={props.containers}
      rowKey={({ type, name }) => `${type}/${name}`}
    />
  );
}

const WORKLOAD_CONTAINERS: readonly SimpleColumn<WorkloadContainer>[] = [
  NAME,
  IMAGE,
  {
    header: 'Ready',
    width: 80,
    align: 'right',
    cell: ({ ready, total }) => `${formatCount(ready)}/${formatCount(total)}`,
  },
  RESTARTS,
  LAST,
  RESOURCES,
];

/** The containers of a workload, summed over its pods. */
export function WorkloadContainerTable(props: {
  containers: readonly WorkloadContainer[];
}) {
  return (
    <SimpleTable
      label="Containers"
      columns={WORKLOAD_CONTAINERS}
      rows={props.containers}
      rowKey={({ type, name }) => `${type}/${name}`}
    />
  );
}
