import type { Pod } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useMemo, useState } from 'react';
import { usePortlightHost } from '../host/PortlightProvider';
import { formatQuantity } from './formats';
import { HostLink } from './links';
import { Mark, MarkReading, useMarks } from './marks';
import { groupPods, type PodGrouping } from './podGroups';
import { Status } from './Status';
import { statusLook } from './statusLooks';
import { Age } from './Time';

const Frame = styled('div')({
  '& .by': { display: 'flex', gap: 12, margin: '0 0 8px', fontSize: 12 },
  '& .by button': {
    appearance: 'none',
    border: 0,
    padding: '2px 0',
    background: 'none',
    color: 'var(--portlight-muted)',
    font: 'inherit',
    cursor: 'pointer',
    borderBottom: '1px solid transparent',
    borderRadius: 0,
  },
  '& .by button[aria-pressed="true"]': {
    color: 'var(--portlight-text)',
    borderBottomColor: 'var(--portlight-text)',
  },
  '& .groups': { display: 'flex', flexWrap: 'wrap', gap: '10px 24px' },
  '& .name': {
    color: 'var(--portlight-muted)',
    fontSize: 12,
    maxWidth: 260,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    marginBottom: 4,
  },
  '& .cells': { display: 'flex', flexWrap: 'wrap', gap: 3, maxWidth: 520 },
});

const GROUPINGS: readonly { id: PodGrouping; label: string }[] = [
  { id: 'zone', label: 'By zone' },
  { id: 'node', label: 'By node' },
  { id: 'status', label: 'By status' },
];

/**
 * Many pods at a glance, one field each. Hovering or the arrow keys read one out below; a click or Enter opens
 * its page.
 */
export function PodStrip(props: {
  pods: readonly Pod[];
  total?: number;
  /** How pods are put together at first. */
  grouping?: PodGrouping;
}) {
  const { pods, total = pods.length } = props;
  const { href, navigate } = usePortlightHost();
  const [grouping, setGrouping] = useState<PodGrouping>(
    props.grouping ?? 'zone',
  );
  const groups = useMemo(() => groupPods(pods, grouping), [pods, grouping]);
  const order = useMemo(
    () => groups.flatMap(group => group.pods.map(({ name }) => name)),
    [groups],
  );
  const marks = useMarks(order);
  const active = pods.find(({ name }) => name === marks.active);

  const open = ({ cluster, namespace, name }: Pod) => {
    const address = href({ page: 'pod', cluster, namespace, name });
    if (address !== undefined) navigate(address);
  };

  return (
    <Frame>
      <div className="by" role="group" aria-label="Put pods together">
        {GROUPINGS.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            aria-pressed={grouping === id}
            onClick={() => setGrouping(id)}
          >
            {label}
          </button>
        ))}
      </div>
      <div className="groups" onKeyDown={marks.onKeyDown} role="presentation">
        {groups.map(group => (
          <div
            key={group.name}
            role="group"
            aria-label={`${groupLabel(group.name, grouping)}: ${formatQuantity(
              group.pods.length,
              'pod',
            )}`}
          >
            <div className="name" aria-hidden="true">
              {groupLabel(group.name, grouping)}
            </div>
            <div className="cells">
              {group.pods.map(pod => (
                <Mark
                  key={pod.name}
                  id={pod.name}
                  marks={marks}
                  status={pod.health.status}
                  label={`${pod.name}: ${statusLook(pod.health.status).word}, ${
                    pod.health.message
                  }`}
                  onOpen={() => open(pod)}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
      <MarkReading>
        {active ? (
          <PodLine pod={active} />
        ) : (
          <span>
            {pods.length < total &&
              `The first ${pods.length} of ${formatQuantity(total, 'pod')}. `}
            Point at a pod to read it; click to open it.
          </span>
        )}
      </MarkReading>
    </Frame>
  );
}

function PodLine({ pod }: { pod: Pod }) {
  const { cluster, namespace, name } = pod;
  return (
    <>
      <HostLink
        to={{ page: 'pod', cluster, namespace, name }}
        className="subject"
      >
        {name}
      </HostLink>
      <Status status={pod.health.status} />
      <span>{pod.health.message}</span>
      <span>
        {pod.containersReady}/{pod.containers} ready
      </span>
      {pod.restarts > 0 && (
        <span>{formatQuantity(pod.restarts, 'restart')}</span>
      )}
      {pod.node && <span>{pod.node}</span>}
      <span>
        <Age time={pod.createdAt} /> old
      </span>
    </>
  );
}

function groupLabel(name: string, grouping: PodGrouping): string {
  if (grouping === 'status') return statusLook(name).word;
  if (name) return name;
  return grouping === 'zone' ? 'Zone not known' : 'On no node';
}
