import type { Problem, ProblemGroup } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import {
  Age,
  formatCount,
  formatQuantity,
  Loaded,
  ownerName,
  Skeleton,
  StatusIcon,
  statusLook,
  useTableState,
  visuallyHidden,
} from '../components';
import { useApiQuery } from '../host/useApiQuery';
import { ProblemList } from './ProblemList';

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  border: '1px solid var(--portlight-divider)',
  borderRadius: 'var(--portlight-radius)',
  background: 'var(--portlight-surface)',
  overflow: 'hidden',
  '& > li + li': { borderTop: '1px solid var(--portlight-divider)' },
  '& > li > button': {
    appearance: 'none',
    display: 'grid',
    gridTemplateColumns:
      '14px minmax(0, 2.2fr) 88px minmax(0, 1.1fr) minmax(0, 1fr) 76px',
    alignItems: 'center',
    gap: '0 12px',
    width: '100%',
    minHeight: 40,
    padding: '6px 12px',
    border: 0,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
  },
  '&[data-one] > li > button': {
    gridTemplateColumns: '14px minmax(0, 2.2fr) 88px minmax(0, 1fr) 76px',
  },
  '& > li > button:hover': { background: 'var(--portlight-hover)' },
  '& > li > button:focus-visible': { outlineOffset: -2 },
  '& .chevron': {
    color: 'var(--portlight-muted)',
    transition: 'transform 120ms',
  },
  '& [aria-expanded="true"] .chevron': { transform: 'rotate(90deg)' },
  '& .title': { display: 'flex', alignItems: 'center', gap: 8, minWidth: 0 },
  '& .title b': { fontWeight: 500 },
  '& .cut': {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& .count, & .since': { textAlign: 'right', whiteSpace: 'nowrap' },
  '& .muted': { color: 'var(--portlight-muted)' },
  '& .open': { padding: '0 12px 12px 38px' },
  '@media (max-width: 700px)': {
    '& > li > button, &[data-one] > li > button': {
      gridTemplateColumns: '14px minmax(0, 1fr) auto',
      padding: '8px 12px',
    },
    '& .where': { gridColumn: 2 },
    '& .who': { display: 'none' },
    '& .since': { gridColumn: 3, gridRow: 2 },
    '& .open': { padding: '0 12px 12px' },
  },
});

const More = styled('button')({
  appearance: 'none',
  border: 0,
  margin: '8px 0 0',
  padding: 0,
  background: 'none',
  color: 'var(--portlight-primary)',
  font: 'inherit',
  cursor: 'pointer',
});

/** What narrows the groups, and so the problems in them. */
export interface ProblemScope {
  cluster?: string[];
  namespace?: string[];
  owner?: string[];
}

const FILTERS = ['cause'];

/** "What is wrong now": a line per cause, worst first, that opens to the objects behind it. */
export function ProblemGroups(props: {
  groups: readonly ProblemGroup[];
  scope: ProblemScope;
  /** The page is about one cluster: it is not repeated. */
  isOneCluster?: boolean;
}) {
  const { groups, scope, isOneCluster } = props;
  const [state, setState] = useTableState(FILTERS, 'now');
  const open = state.filters.cause ?? [];
  const toggle = (cause: string) => {
    const causes = open.includes(cause)
      ? open.filter(other => other !== cause)
      : [...open, cause];
    setState({ filters: causes.length ? { cause: causes } : {} });
  };
  return (
    <List data-one={isOneCluster ? '' : undefined}>
      {groups.map(group => {
        const isOpen = open.includes(group.cause);
        const look = statusLook(group.severity);
        const clusterCount = group.clusterCount ?? group.clusters.length;
        return (
          <li key={group.cause}>
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => toggle(group.cause)}
            >
              <span className="chevron" aria-hidden="true">
                ›
              </span>
              <span className="title">
                <StatusIcon look={look} />
                <span className="cut" title={group.title}>
                  <span style={visuallyHidden}>{look.word}: </span>
                  <b>{group.title}</b>{' '}
                  <span className="muted">{group.cause}</span>
                </span>
              </span>
              <span className="count">
                {formatQuantity(group.objects, 'object')}
              </span>
              {!isOneCluster && (
                <span
                  className="where muted cut"
                  title={group.clusters.join(', ')}
                >
                  {nameSome(group.clusters, clusterCount)}
                </span>
              )}
              <span className="who muted cut" title={group.owners.join(', ')}>
                {nameSome(group.owners.map(ownerName), group.owners.length)}
              </span>
              <span className="since muted">
                <Age time={group.since} />
              </span>
            </button>
            {isOpen && (
              <div className="open">
                <GroupProblems
                  group={group}
                  scope={scope}
                  isOneCluster={isOneCluster}
                />
              </div>
            )}
          </li>
        );
      })}
    </List>
  );
}

/** Two names and how many more. */
function nameSome(names: readonly string[], total: number): string {
  const shown = names.slice(0, 2).join(', ');
  const rest = total - Math.min(2, names.length);
  return rest > 0 ? `${shown} +${formatCount(rest)}` : shown;
}

const FEW = 8;

function GroupProblems(props: {
  group: ProblemGroup;
  scope: ProblemScope;
  isOneCluster?: boolean;
}) {
  const { group, scope, isOneCluster } = props;
  const [limit, setLimit] = useState(FEW);
  const answer = useApiQuery({
    key: ['problems', scope, group.cause, limit],
    clusters: scope.cluster,
    ask: (api, signal) =>
      api.listProblems({ ...scope, cause: [group.cause], limit }, { signal }),
  });
  return (
    <Loaded
      answer={answer}
      what={`the problems "${group.title}"`}
      skeleton={
        <Skeleton
          label="problems"
          rows={Math.min(FEW, group.objects) + 1}
          columns={[0.25, 0.15, 0.4]}
        />
      }
    >
      {({ items, total }: { items: Problem[]; total: number }) => (
        <>
          <ProblemList
            problems={items}
            hides={isOneCluster ? ['cause', 'cluster'] : ['cause']}
          />
          {total > items.length && limit === FEW && (
            <More type="button" onClick={() => setLimit(500)}>
              Show all {formatCount(total)}
            </More>
          )}
          {total > items.length && limit > FEW && (
            <p style={{ color: 'var(--portlight-muted)' }}>
              The first {formatCount(items.length)} of {formatCount(total)}.
              Narrow them by owner or cluster.
            </p>
          )}
        </>
      )}
    </Loaded>
  );
}
