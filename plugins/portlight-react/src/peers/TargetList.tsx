import type { PeerTarget } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { Age, formatQuantity, HostLink, Note, Stale } from '../components';

/** So many targets are listed; an entity in twenty clusters has twenty. */
const LISTED = 4;

const More = styled('details')({
  margin: '-10px 0 14px',
  color: 'var(--portlight-muted)',
  '& summary': { cursor: 'pointer' },
});

const List = styled('ul')({
  listStyle: 'none',
  margin: '0 0 14px',
  padding: 0,
  color: 'var(--portlight-muted)',
  '& li': { padding: '2px 0', overflowWrap: 'anywhere' },
});

/** How a method of discovery finds peers, in words; methods that we do not know are named. */
function methodWords(method: string): string {
  const words: Record<string, string> = {
    kubernetes: 'from its EndpointSlices',
    selector: 'by the labels of pods',
    http: 'by HTTP service discovery',
    dns: 'by DNS',
    static: 'listed by the entity',
    prometheus: 'from the targets of Prometheus',
  };
  return Object.hasOwn(words, method)
    ? words[method]
    : `by the method ${method}`;
}

/** What a target is, leading to it where it is a Service of a cluster. */
function TargetName({ target }: { target: PeerTarget }) {
  const { cluster, namespace, service, name } = target;
  if (!cluster || !namespace || !service) return <>{name}</>;
  return (
    <>
      Service{' '}
      <HostLink to={{ page: 'service', cluster, namespace, name: service }}>
        {namespace}/{service}
      </HostLink>
    </>
  );
}

/** How peers were found, when, and what stood in the way. */
export function TargetList(props: { targets: readonly PeerTarget[] }) {
  const { targets } = props;
  const troubled = targets.filter(({ message }) => message !== undefined);
  return (
    <>
      {troubled.map(target => (
        <Note
          key={target.topic}
          kind="warning"
          more={
            target.stale && (
              <>
                What is shown is <Stale since={target.checkedAt} />.
              </>
            )
          }
        >
          {target.name}
          {target.cluster && ` in ${target.cluster}`}: {target.message}
        </Note>
      ))}
      <List aria-label="How the peers were found">
        {targets.slice(0, LISTED).map(target => (
          <TargetItem key={target.topic} target={target} />
        ))}
      </List>
      {targets.length > LISTED && (
        <More>
          <summary>
            {`and ${formatQuantity(targets.length - LISTED, 'more place')}`}
          </summary>
          <List aria-label="How the others were found">
            {targets.slice(LISTED).map(target => (
              <TargetItem key={target.topic} target={target} />
            ))}
          </List>
        </More>
      )}
    </>
  );
}

/** Where and how, in one line. */
function TargetItem({ target }: { target: PeerTarget }) {
  return (
    <li>
      <TargetName target={target} />
      {target.cluster && (
        <>
          {' in '}
          <HostLink to={{ page: 'cluster', cluster: target.cluster }}>
            {target.cluster}
          </HostLink>
        </>
      )}
      , found {methodWords(target.method)}
      {!target.stale && target.checkedAt && (
        <>
          , read <Age time={target.checkedAt} /> ago
        </>
      )}
    </li>
  );
}
