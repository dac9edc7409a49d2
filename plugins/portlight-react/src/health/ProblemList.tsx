import type { Problem } from '@portlight/plugin-portlight-common';
import {
  Age,
  HostLink,
  ObjectLink,
  Owner,
  SimpleTable,
  Status,
  type SimpleColumn,
} from '../components';

const OBJECT: SimpleColumn<Problem> = {
  header: 'Object',
  width: 300,
  cell: ({ cluster, object }) => (
    <span title={`${object.kind} ${object.namespace ?? ''}/${object.name}`}>
      <span className="primary">
        <ObjectLink cluster={cluster} object={object} />
      </span>{' '}
      <span className="muted">
        {object.kind}
        {object.namespace && ` in ${object.namespace}`}
      </span>
    </span>
  ),
};
const CLUSTER: SimpleColumn<Problem> = {
  header: 'Cluster',
  width: 130,
  cell: ({ cluster }) => (
    <HostLink to={{ page: 'cluster', cluster }}>{cluster}</HostLink>
  ),
};
const MESSAGE: SimpleColumn<Problem> = {
  header: 'What happens',
  isWrapped: true,
  cell: ({ message }) => message,
};
const SEVERITY: SimpleColumn<Problem> = {
  header: 'Cause',
  width: 190,
  cell: ({ severity, cause }) => <Status status={severity} word={cause} />,
};
const OWNER: SimpleColumn<Problem> = {
  header: 'Owner',
  width: 130,
  cell: ({ owner }) => <Owner owner={owner} />,
};
const SINCE: SimpleColumn<Problem> = {
  header: 'Since',
  width: 70,
  align: 'right',
  cell: ({ since }) => <Age time={since} />,
};

/** Problems, one line each; what the page already says (cluster, object) is left out. */
export function ProblemList(props: {
  problems: readonly Problem[];
  hides?: readonly ('cluster' | 'object' | 'cause' | 'owner')[];
}) {
  const { problems, hides = [] } = props;
  const columns = [
    ...(hides.includes('object') ? [] : [OBJECT]),
    ...(hides.includes('cause') ? [] : [SEVERITY]),
    ...(hides.includes('cluster') ? [] : [CLUSTER]),
    MESSAGE,
    ...(hides.includes('owner') ? [] : [OWNER]),
    SINCE,
  ];
  return (
    <SimpleTable
      label="Problems"
      columns={columns}
      rows={problems}
      rowKey={({ cluster, object, cause }) =>
        [cluster, object.kind, object.namespace, object.name, cause].join('/')
      }
    />
  );
}
