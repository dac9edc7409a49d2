import {
  describePeers,
  type MetricsTarget,
  type Peer,
  peerFindings,
  type Peers,
} from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import {
  DirectModeNote,
  formatCount,
  Loaded,
  Muted,
  MutedText,
  Section,
  Sentence,
  Skeleton,
} from '../components';
import { usePortlightHost } from '../host/PortlightProvider';
import { NoPeers } from './NoPeers';
import { PeerFindings } from './PeerFindings';
import { PeerTable } from './PeerTable';
import { PeerTopology } from './PeerTopology';
import { TargetList } from './TargetList';
import { hasTopology } from './topology';
import { targetName, usePeers } from './usePeers';

/** Props of {@link PeersView}. @public */
export interface PeersViewProps {
  /** Whose peers: a catalog entity, or a Service of one cluster. */
  target: MetricsTarget;
}

/**
 * The instances of a service: how many answer, where they run, and how each of them is.
 *
 * @public
 */
export function PeersView({ target }: PeersViewProps) {
  const answer = usePeers(target);
  return (
    <Loaded
      answer={answer}
      what={`the peers of ${targetName(target)}`}
      skeleton={
        <Skeleton label="the peers" rows={14} columns={[0.35, 0.2, 0.2]} />
      }
    >
      {peers => <PeersContent target={target} answer={peers} />}
    </Loaded>
  );
}

/** Peers of targets that could not be read again. */
function stalePeers({ targets, peers }: Peers): ReadonlySet<Peer> {
  const stale = targets.filter(target => target.stale);
  if (stale.length === 0) return new Set();
  const isOf = (peer: Peer) =>
    stale.length === targets.length ||
    stale.some(({ cluster }) => cluster === peer.cluster);
  return new Set(peers.filter(isOf));
}

function PeersContent(props: { target: MetricsTarget; answer: Peers }) {
  const { target, answer } = props;
  const { peers, total, targets } = answer;
  const { subscribe } = usePortlightHost();
  const findings = useMemo(() => peerFindings(peers), [peers]);
  const stale = useMemo(() => stalePeers(answer), [answer]);
  const empty = <NoPeers target={target} answer={answer} />;
  if (total === 0) {
    return (
      <>
        {'entityRef' in target && <TargetList targets={targets} />}
        {empty}
      </>
    );
  }
  const isAllStale = stale.size === peers.length;
  const picture = (
    <>
      <PeerFindings findings={findings} />
      {hasTopology(peers) && (
        <Section title="Where they run">
          <PeerTopology peers={peers} />
        </Section>
      )}
      <Section
        title="Peers"
        note={
          total > peers.length
            ? `the worst ${formatCount(peers.length)} of ${formatCount(total)}`
            : undefined
        }
      >
        <PeerTable peers={peers} stale={stale} empty={empty} />
      </Section>
    </>
  );
  return (
    <>
      <Sentence
        side={
          !isAllStale && (
            <MutedText>{subscribe ? 'Live' : 'Read every 15 s'}</MutedText>
          )
        }
      >
        {describePeers(answer)}
      </Sentence>
      <TargetList targets={targets} />
      <DirectModeNote missing="peers are asked by this browser, for as long as this page is open." />
      {isAllStale ? <Muted>{picture}</Muted> : picture}
    </>
  );
}
