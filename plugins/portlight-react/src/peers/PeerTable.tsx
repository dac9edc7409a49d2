import { HEALTH_STATUSES, type Peer } from '@portlight/plugin-portlight-common';
import { useMemo, type ReactNode } from 'react';
import {
  compareValues,
  ObjectTable,
  statusLook,
  useTableState,
  type Filter,
} from '../components';
import type { ApiAnswer } from '../host/useApiQuery';
import { peerKey } from './names';
import { peerColumns } from './peerColumns';
import { peerTarget } from './PeerLink';

const FILTERED = ['cluster', 'version', 'zone', 'node'] as const;
const FILTER_NAMES = ['health', ...FILTERED];
const LABELS: Record<(typeof FILTERED)[number], string> = {
  cluster: 'Cluster',
  version: 'Version',
  zone: 'Zone',
  node: 'Node',
};

/** Filters by what the peers have: a filter with one value would narrow nothing. */
function peerFilters(peers: readonly Peer[]): Filter<Peer>[] {
  const filters: Filter<Peer>[] = [
    {
      id: 'health',
      label: 'Status',
      options: HEALTH_STATUSES.map(status => ({
        value: status,
        label: statusLook(status).word,
      })),
      matches: (peer, values) => values.includes(peer.health.status),
    },
  ];
  for (const id of FILTERED) {
    const values = [...new Set(peers.flatMap(peer => peer[id] ?? []))];
    if (values.length < 2) continue;
    filters.push({
      id,
      label: LABELS[id],
      options: values
        .sort(compareValues)
        .map(value => ({ value, label: value })),
      matches: (peer, chosen) => chosen.includes(peer[id] ?? ''),
    });
  }
  return filters;
}

const searchText = ({ name, address, node, version, health }: Peer) =>
  [name, address, node, version, health.message].filter(Boolean).join(' ');

/** All peers, with what is worth comparing. */
export function PeerTable(props: {
  peers: readonly Peer[];
  /** Those that are as they were earlier. */
  stale: ReadonlySet<Peer>;
  empty: ReactNode;
}) {
  const { peers, stale } = props;
  const [state, setState] = useTableState(FILTER_NAMES);
  const columns = useMemo(() => peerColumns(peers), [peers]);
  const filters = useMemo(() => peerFilters(peers), [peers]);
  const answer: ApiAnswer<readonly Peer[]> = {
    data: peers,
    isLoading: false,
    retry: () => {},
  };
  return (
    <ObjectTable
      label="peers"
      what="the peers"
      columns={columns}
      answer={answer}
      rowKey={peerKey}
      rowTarget={peerTarget}
      isRowMuted={peer => stale.has(peer)}
      searchText={searchText}
      filters={filters}
      state={state}
      onStateChange={setState}
      defaultSort={{ column: 'health', descending: false }}
      maxHeight="max(420px, calc(100vh - 320px))"
      empty={props.empty}
    />
  );
}
