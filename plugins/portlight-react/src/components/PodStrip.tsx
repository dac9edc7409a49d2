import type { Pod } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { usePortlightHost } from '../host/PortlightProvider';
import { meaningColor } from '../host/theme';
import { formatQuantity } from './formats';
import { HostLink } from './links';
import { groupPods, type PodGrouping } from './podGroups';
import { Status } from './Status';
import { StatusIcon } from './StatusIcon';
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
  '& .cell': {
    appearance: 'none',
    display: 'grid',
    placeItems: 'center',
    width: 24,
    height: 24,
    padding: 0,
    border: '1.5px solid',
    borderRadius: 4,
    background: 'transparent',
    cursor: 'pointer',
  },
  '& .cell[data-active]': {
    boxShadow:
      '0 0 0 2px var(--portlight-background), 0 0 0 3.5px currentColor',
  },
  '& .read': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '2px 12px',
    minHeight: 24,
    marginTop: 10,
    color: 'var(--portlight-muted)',
    overflowWrap: 'anywhere',
  },
  '& .read a, & .read .pod': {
    color: 'var(--portlight-text)',
    fontWeight: 500,
  },
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
  const [activeName, setActiveName] = useState<string>();
  const groups = useMemo(() => groupPods(pods, grouping), [pods, grouping]);
  const order = useMemo(() => groups.flatMap(group => group.pods), [groups]);
  const active = order.find(pod => pod.name === activeName);
  const focusable = active?.name ?? order[0]?.name;

  const open = ({ cluster, namespace, name }: Pod) => {
    const address = href({ page: 'pod', cluster, namespace, name });
    if (address !== undefined) navigate(address);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[
      event.key
    ];
    if (step === undefined) return;
    event.preventDefault();
    const index = order.findIndex(pod => pod.name === focusable);
    const next = order[(index + step + order.length) % order.length];
    setActiveName(next.name);
    [...event.currentTarget.querySelectorAll<HTMLElement>('[data-pod]')]
      .find(cell => cell.dataset.pod === next.name)
      ?.focus();
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
      <div className="groups" onKeyDown={onKeyDown} role="presentation">
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
              {group.pods.map(pod => {
                const look = statusLook(pod.health.status);
                return (
                  <button
                    key={pod.name}
                    type="button"
                    className="cell"
                    data-pod={pod.name}
                    data-active={pod === active ? '' : undefined}
                    tabIndex={pod.name === focusable ? 0 : -1}
                    aria-label={`${pod.name}: ${look.word}, ${pod.health.message}`}
                    style={{ color: meaningColor(look.meaning) }}
                    onFocus={() => setActiveName(pod.name)}
                    onPointerEnter={() => setActiveName(pod.name)}
                    onClick={() => open(pod)}
                  >
                    <StatusIcon look={look} size={12} />
                  </button>
                );
              })}
            </div>
          </div>
        ))}
      </div>
      <div className="read">
        {active ? (
          <PodLine pod={active} />
        ) : (
          <span>
            {pods.length < total &&
              `The first ${pods.length} of ${formatQuantity(total, 'pod')}. `}
            Point at a pod to read it; click to open it.
          </span>
        )}
      </div>
    </Frame>
  );
}

function PodLine({ pod }: { pod: Pod }) {
  const { cluster, namespace, name } = pod;
  return (
    <>
      <HostLink to={{ page: 'pod', cluster, namespace, name }} className="pod">
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
