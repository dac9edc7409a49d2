import {
  clockSkew,
  formatClockSkew,
  formatFactor,
  latencyOf,
  type Peer,
  slowPeers,
  versionsOf,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import {
  Age,
  formatDuration,
  formatQuantity,
  HostLink,
  Mark,
  MarkReading,
  MutedText,
  Status,
  statusLook,
  useMarks,
  type Marks,
} from '../components';
import { usePortlightHost } from '../host/PortlightProvider';
import { peerKey, shortNodeName, shortPeerName } from './names';
import { PeerLink, peerTarget } from './PeerLink';
import { byCluster, peerTopology, type TopologyZone } from './topology';

/** With more, marks are pictures only: names would make the picture a list. */
const MAXIMUM_NAMED = 40;

const Frame = styled('div')({
  '& .cluster + .cluster': { marginTop: 18 },
  '& .cluster > p': { margin: '0 0 6px', fontWeight: 600 },
  '& .zones': {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: '16px 24px',
    alignItems: 'start',
  },
  // the same columns for all clusters
  '&[data-several] .zones': {
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
  },
  '& .zone': { minWidth: 0 },
  '& .zone > .head': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '0 8px',
    margin: '0 0 6px',
    overflowWrap: 'anywhere',
  },
  '& .zone > .head strong': { fontWeight: 500 },
  '& .nodes': {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(150px, 100%), 1fr))',
    gap: 8,
  },
  '& .node': {
    minWidth: 0,
    padding: '6px 10px 9px',
    border: '1px solid var(--portlight-divider)',
    borderRadius: 'var(--portlight-radius)',
    background: 'var(--portlight-surface)',
  },
  '& .node > .name': {
    color: 'var(--portlight-muted)',
    fontSize: 12,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    marginBottom: 5,
  },
  '& .marks': { display: 'flex', flexWrap: 'wrap', gap: 5 },
  '&[data-dense] .marks': { gap: 3 },
});

/** What is worth saying of a peer in its mark: short for the eye, in words for the ear. */
function remarks(
  peer: Peer,
  slow: ReadonlyMap<Peer, number>,
  usualVersion: string | undefined,
): { short: string; words: string }[] {
  const factor = slow.get(peer);
  const skew = clockSkew(peer);
  const said: { short: string; words: string }[] = [];
  if (peer.version !== undefined && peer.version !== usualVersion) {
    said.push({ short: peer.version, words: peer.version });
  }
  if (factor !== undefined) {
    const words = formatFactor(factor);
    said.push({
      short: words.replace(' times', '×'),
      words: `${words} the median`,
    });
  }
  if (skew !== undefined) {
    said.push({
      short: `${skew > 0 ? '+' : '−'}${formatClockSkew(skew).replace(
        / (ahead|behind)$/,
        '',
      )}`,
      words: `clock ${formatClockSkew(skew)}`,
    });
  }
  return said;
}

/** What the parts of the picture need of the whole. */
interface Picture {
  marks: Marks;
  slow: ReadonlyMap<Peer, number>;
  usualVersion: string | undefined;
  isNamed: boolean;
  open(peer: Peer): void;
}

/**
 * Where peers run: zones side by side, nodes in them, a mark for each peer. Pointing at a mark or the arrow keys read
 * it out below; the table of the same page says the same in words.
 */
export function PeerTopology({ peers }: { peers: readonly Peer[] }) {
  const { href, navigate } = usePortlightHost();
  const zones = useMemo(() => peerTopology(peers), [peers]);
  const order = useMemo(
    () =>
      zones.flatMap(zone =>
        zone.nodes.flatMap(node => node.peers.map(peerKey)),
      ),
    [zones],
  );
  const slow = useMemo(() => slowPeers(peers), [peers]);
  const usualVersion = useMemo(() => versionsOf(peers)[0]?.version, [peers]);
  const marks = useMarks(order);
  const active = peers.find(peer => peerKey(peer) === marks.active);
  const clusters = byCluster(zones);
  const picture: Picture = {
    marks,
    slow,
    usualVersion,
    isNamed: peers.length <= MAXIMUM_NAMED,
    open: peer => {
      const target = peerTarget(peer);
      const address = target && href(target);
      if (address !== undefined) navigate(address);
    },
  };
  return (
    <Frame
      data-dense={picture.isNamed ? undefined : ''}
      data-several={clusters.length > 1 ? '' : undefined}
    >
      <div role="presentation" onKeyDown={marks.onKeyDown}>
        {clusters.map(cluster => (
          <div key={cluster.name ?? ''} className="cluster">
            {clusters.length > 1 && (
              <p>
                {cluster.name === undefined ? (
                  'In no cluster'
                ) : (
                  <HostLink to={{ page: 'cluster', cluster: cluster.name }}>
                    {cluster.name}
                  </HostLink>
                )}
              </p>
            )}
            <div className="zones">
              {cluster.zones.map(zone => (
                <Zone
                  key={zone.name ?? ''}
                  zone={zone}
                  cluster={clusters.length > 1 ? cluster.name : undefined}
                  picture={picture}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
      <MarkReading>
        {active ? (
          <PeerLine peer={active} />
        ) : (
          <span>Point at a peer to read it; click to open its pod.</span>
        )}
      </MarkReading>
    </Frame>
  );
}

function Zone(props: {
  zone: TopologyZone;
  /** For screen readers, where several are shown. */
  cluster: string | undefined;
  picture: Picture;
}) {
  const { zone, cluster, picture } = props;
  const count = formatQuantity(zone.count, 'peer');
  const place = [cluster, zone.name ?? 'zone not known'].filter(Boolean);
  return (
    <div
      className="zone"
      role="group"
      aria-label={`${place.join(', ')}: ${count}`}
    >
      <div className="head">
        <strong>{zone.name ?? 'Zone not known'}</strong>
        <MutedText>{count}</MutedText>
      </div>
      <div className="nodes">
        {zone.nodes.map(node => (
          <div
            className="node"
            role="group"
            key={node.name ?? ''}
            aria-label={
              node.name === undefined ? 'Node not known' : `Node ${node.name}`
            }
          >
            <div className="name" title={node.name}>
              <NodeName cluster={zone.cluster} name={node.name} />
            </div>
            <div className="marks">
              {node.peers.map(peer => (
                <PeerMark key={peer.id} peer={peer} picture={picture} />
              ))}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

function NodeName(props: { cluster?: string; name?: string }) {
  const { cluster, name } = props;
  if (name === undefined) return <>Node not known</>;
  if (cluster === undefined) return <>{shortNodeName(name)}</>;
  return (
    <HostLink to={{ page: 'node', cluster, name }}>
      {shortNodeName(name)}
    </HostLink>
  );
}

function PeerMark(props: { peer: Peer; picture: Picture }) {
  const { peer, picture } = props;
  const { name, health } = peer;
  const said = remarks(peer, picture.slow, picture.usualVersion);
  const shown = [
    name,
    ...(picture.isNamed ? said.map(({ short }) => short) : []),
  ];
  return (
    <Mark
      id={peerKey(peer)}
      marks={picture.marks}
      status={health.status}
      label={[
        // what is to be seen comes as it is seen, for those who speak to click
        `${shown.join(' ')}: ${statusLook(health.status).word}`,
        health.message,
        ...said.map(({ words }) => words),
      ].join(', ')}
      onOpen={() => picture.open(peer)}
    >
      {picture.isNamed ? (
        <>
          {shortPeerName(name)}
          {said.length > 0 && (
            <span className="muted">
              {' '}
              {said.map(({ short }) => short).join(' ')}
            </span>
          )}
        </>
      ) : undefined}
    </Mark>
  );
}

/** One peer in one line. */
function PeerLine({ peer }: { peer: Peer }) {
  const latency = latencyOf(peer);
  const skew = clockSkew(peer);
  return (
    <>
      <PeerLink peer={peer} className="subject" />
      <Status status={peer.health.status} />
      <span>{peer.health.message}</span>
      {peer.version && <span>{peer.version}</span>}
      {latency !== undefined && (
        <span>answers in {formatDuration(latency * 1000)}</span>
      )}
      {skew !== undefined && <span>clock {formatClockSkew(skew)}</span>}
      {(peer.restarts ?? 0) > 0 && (
        <span>{formatQuantity(peer.restarts!, 'restart')}</span>
      )}
      {peer.startedAt && (
        <span>
          up for <Age time={peer.startedAt} />
        </span>
      )}
    </>
  );
}
