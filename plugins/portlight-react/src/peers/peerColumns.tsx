import {
  clockSkew,
  formatClockSkew,
  formatFactor,
  HEALTH_RANK,
  latencyOf,
  slowPeers,
  versionsOf,
  type Peer,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import {
  Age,
  formatCount,
  formatDuration,
  formatTimestamp,
  HostLink,
  Status,
  toMilliseconds,
  UNKNOWN,
  type Column,
} from '../components';
import type { LinkTarget } from '../host/PortlightHost';
import { shortNodeName } from './names';
import { peerTarget } from './PeerLink';

/** What differs from most peers. */
const Differs = styled('span')({
  padding: '0 5px',
  border: '1px solid var(--portlight-warn)',
  borderRadius: 3,
});

const link = (content: ReactNode, to: LinkTarget) => (
  <HostLink to={to}>{content}</HostLink>
);

const plain = (
  id: 'zone' | 'region' | 'namespace' | 'address',
  header: string,
  width: number,
  isHidden = false,
): Column<Peer> => ({
  id,
  header,
  width,
  isHidden,
  sortValue: peer => peer[id],
  cell: peer => <span title={peer[id]}>{peer[id] ?? UNKNOWN}</span>,
});

function LatencyCell(props: { peer: Peer; factor: number | undefined }) {
  const { peer, factor } = props;
  const { probe } = peer;
  if (!probe) return <span className="muted">{UNKNOWN}</span>;
  const when = `Probed ${formatTimestamp(probe.at)}`;
  const latency = latencyOf(peer);
  if (latency === undefined) {
    return (
      <span className="muted" title={probe.message ?? when}>
        {probe.success ? UNKNOWN : 'failed'}
      </span>
    );
  }
  const text = formatDuration(latency * 1000);
  return factor === undefined ? (
    <span title={probe.message ?? when}>{text}</span>
  ) : (
    <Differs title={`${formatFactor(factor)} the median. ${when}`}>
      {text}
    </Differs>
  );
}

function ScrapeCell({ peer }: { peer: Peer }) {
  const { scrape, metricsUrl } = peer;
  if (!scrape) {
    return (
      <span
        className="muted"
        title={metricsUrl ? undefined : 'It is not known to expose metrics'}
      >
        {UNKNOWN}
      </span>
    );
  }
  return (
    <span title={scrape.message}>
      {!scrape.up && <span className="muted">failed </span>}
      <Age time={scrape.at} />
    </span>
  );
}

/** The columns of a table of peers, with what is different about one of them marked. */
export function peerColumns(peers: readonly Peer[]): Column<Peer>[] {
  const slow = slowPeers(peers);
  const usualVersion = versionsOf(peers)[0]?.version;
  const severalClusters = new Set(peers.map(({ cluster }) => cluster)).size > 1;
  return [
    {
      id: 'name',
      header: 'Peer',
      width: 200,
      sortValue: peer => peer.name,
      cell: peer => {
        const target = peerTarget(peer);
        return (
          <span className="primary" title={`${peer.name}, ${peer.address}`}>
            {target ? link(peer.name, target) : peer.name}
          </span>
        );
      },
    },
    {
      id: 'health',
      header: 'Status',
      sortValue: peer => HEALTH_RANK[peer.health.status],
      cell: peer => {
        const { health } = peer;
        const factor = slow.get(peer);
        const skew = clockSkew(peer);
        const details = [
          health.status === 'healthy' ? '' : health.message,
          factor === undefined ? '' : `${formatFactor(factor)} the median`,
          skew === undefined ? '' : `clock ${formatClockSkew(skew)}`,
        ];
        return (
          <Status
            status={health.status}
            detail={details.filter(Boolean).join('; ')}
          />
        );
      },
    },
    {
      id: 'cluster',
      header: 'Cluster',
      width: 104,
      isHidden: !severalClusters,
      sortValue: peer => peer.cluster,
      cell: ({ cluster }) =>
        cluster === undefined
          ? UNKNOWN
          : link(cluster, { page: 'cluster', cluster }),
    },
    {
      id: 'version',
      header: 'Version',
      width: 88,
      sortValue: peer => peer.version,
      cell: ({ version }) => {
        if (version === undefined) return UNKNOWN;
        return version === usualVersion ? (
          <span title={version}>{version}</span>
        ) : (
          <Differs title={`Most peers have ${usualVersion}`}>{version}</Differs>
        );
      },
    },
    plain('zone', 'Zone', 112),
    {
      id: 'node',
      header: 'Node',
      width: 130,
      // zones tell enough there, and why a peer is unhealthy needs the room
      isHidden: severalClusters,
      sortValue: peer => peer.node,
      cell: ({ node, cluster }) => {
        if (node === undefined) return UNKNOWN;
        const name = shortNodeName(node);
        return (
          <span title={node}>
            {cluster === undefined
              ? name
              : link(name, { page: 'node', cluster, name: node })}
          </span>
        );
      },
    },
    {
      id: 'uptime',
      header: 'Uptime',
      width: 74,
      align: 'right',
      // ordered by how long it runs, not by when it began
      sortValue: peer => {
        const startedAt = toMilliseconds(peer.startedAt);
        return startedAt === undefined ? undefined : -startedAt;
      },
      cell: peer => <Age time={peer.startedAt} />,
    },
    {
      id: 'restarts',
      header: 'Restarts',
      width: 84,
      align: 'right',
      sortsDescendingFirst: true,
      sortValue: peer => peer.restarts,
      cell: peer => formatCount(peer.restarts),
    },
    {
      id: 'latency',
      header: 'Probe',
      width: 84,
      align: 'right',
      sortsDescendingFirst: true,
      sortValue: latencyOf,
      cell: peer => <LatencyCell peer={peer} factor={slow.get(peer)} />,
    },
    {
      id: 'scrape',
      header: 'Last scrape',
      width: 104,
      align: 'right',
      sortsDescendingFirst: true,
      sortValue: peer => toMilliseconds(peer.scrape?.at),
      cell: peer => <ScrapeCell peer={peer} />,
    },
    plain('address', 'Address', 150, true),
    plain('namespace', 'Namespace', 120, true),
    plain('region', 'Region', 120, true),
    {
      id: 'clock',
      header: 'Clock',
      width: 110,
      align: 'right',
      isHidden: true,
      sortsDescendingFirst: true,
      sortValue: ({ scrape }) =>
        scrape?.clockSkewSeconds === undefined
          ? undefined
          : Math.abs(scrape.clockSkewSeconds),
      cell: ({ scrape }) =>
        scrape?.clockSkewSeconds === undefined
          ? UNKNOWN
          : formatClockSkew(scrape.clockSkewSeconds),
    },
  ];
}
