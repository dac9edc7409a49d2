import {
  describePeers,
  HEALTH_STATUSES,
  type MetricsTarget,
  type Peer,
  type Peers,
  versionsOf,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import {
  formatCount,
  formatQuantity,
  HostLink,
  Loaded,
  MutedText,
  Sentence,
  Skeleton,
  Stale,
  Status,
  statusLook,
} from '../components';
import { NoPeers } from './NoPeers';
import { byCluster, peerTopology, type TopologyZone } from './topology';
import { targetName, usePeers } from './usePeers';

/** So many places are listed; more would be the page. */
const MAXIMUM_ROWS = 5;

const Rows = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& li': {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.6fr) minmax(0, .8fr)',
    gap: '0 12px',
    alignItems: 'center',
    minHeight: 34,
    borderTop: '1px solid var(--portlight-divider)',
  },
  '& .statuses': { display: 'flex', flexWrap: 'wrap', gap: '0 12px' },
  '& .cut': {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& .end': { textAlign: 'right' },
});

/** `4 healthy, 1 degraded`, each with its picture, worst first. */
function Statuses({ peers }: { peers: readonly Peer[] }) {
  return (
    <span className="statuses">
      {HEALTH_STATUSES.map(status => {
        const count = peers.filter(
          ({ health }) => health.status === status,
        ).length;
        return (
          count > 0 && (
            <Status
              key={status}
              status={status}
              word={`${formatCount(count)} ${statusLook(
                status,
              ).word.toLowerCase()}`}
            />
          )
        );
      })}
    </span>
  );
}

/** The sentence about the peers of a target, and one row per cluster, or per zone of one. */
export function PeersSummary({ target }: { target: MetricsTarget }) {
  const answer = usePeers(target);
  return (
    <Loaded
      answer={answer}
      what={`the peers of ${targetName(target)}`}
      skeleton={<Skeleton label="the peers" rows={4} rowHeight={34} />}
    >
      {peers =>
        peers.total === 0 ? (
          <NoPeers target={target} answer={peers} />
        ) : (
          <SummaryContent answer={peers} />
        )
      }
    </Loaded>
  );
}

/** What a card tells of a place: a cluster where there are several, else a zone. */
interface Row {
  key: string;
  name: ReactNode;
  peers: Peer[];
}

function rowsOf(peers: readonly Peer[]): { of: string; rows: Row[] } {
  const zones = peerTopology(peers);
  const clusters = byCluster(zones);
  const peersIn = (some: readonly TopologyZone[]) =>
    some.flatMap(zone => zone.nodes.flatMap(node => node.peers));
  return clusters.length > 1
    ? {
        of: 'cluster',
        rows: clusters.map(({ name, zones: own }) => ({
          key: name ?? '',
          name:
            name === undefined ? (
              'In no cluster'
            ) : (
              <HostLink to={{ page: 'cluster', cluster: name }}>
                {name}
              </HostLink>
            ),
          peers: peersIn(own),
        })),
      }
    : {
        of: 'zone',
        rows: zones.map(zone => ({
          key: zone.name ?? '',
          name: zone.name ?? 'Zone not known',
          peers: peersIn([zone]),
        })),
      };
}

function SummaryContent({ answer }: { answer: Peers }) {
  const { of, rows } = rowsOf(answer.peers);
  const stale = answer.targets.find(target => target.stale);
  const rest = rows.length - MAXIMUM_ROWS;
  return (
    <>
      <Sentence small>{describePeers(answer)}</Sentence>
      {stale && <Stale since={stale.checkedAt} cause={stale.message} />}
      <Rows aria-label={`Peers by ${of}`}>
        {rows.slice(0, MAXIMUM_ROWS).map(({ key, name, peers }) => {
          const versions = versionsOf(peers)
            .map(({ version }) => version)
            .join(', ');
          return (
            <li key={key}>
              <span className="cut">{name}</span> <Statuses peers={peers} />
              <span className="cut end" title={versions}>
                {versions}
              </span>
            </li>
          );
        })}
      </Rows>
      {rest > 0 && (
        <MutedText>and {formatQuantity(rest, `more ${of}`)}</MutedText>
      )}
    </>
  );
}
