import type { MetricPeer } from '@portlight/plugin-portlight-common';
import { latest, type ChartUnit } from '../charts';
import { formatNumber, MutedText, SimpleTable, Status } from '../components';
import type { PeerSeries } from './familyChart';
import { toMedian } from './toMedian';

/** Peers shown; whoever needs all takes the file. */
const MAXIMUM_ROWS = 50;

/** What each peer says now, largest first, beside the median of all; also who does not answer. */
export function PeerValues(props: {
  label: string;
  peers: readonly MetricPeer[];
  ofPeers: readonly PeerSeries[];
  unit: ChartUnit;
}) {
  const { label, peers, ofPeers, unit } = props;
  const said = new Map(ofPeers.map(({ id, series }) => [id, series]));
  const rows = toMedian(
    peers.map(peer => ({
      peer,
      value: peer.up ? latest(said.get(peer.id) ?? [])?.value : undefined,
    })),
    ({ value }) => value ?? NaN,
  );
  return (
    <SimpleTable
      label={`Peers of ${label}`}
      rows={rows.slice(0, MAXIMUM_ROWS)}
      rowKey={({ item }) => item.peer.id}
      columns={[
        {
          header: 'Peer',
          cell: ({ item: { peer } }) => (
            <>
              {peer.name} <MutedText>{peer.cluster}</MutedText>
            </>
          ),
        },
        {
          header: 'Now',
          width: 150,
          align: 'right',
          cell: ({ item: { value } }) => unit.format(value),
        },
        {
          header: 'Beside the median',
          width: 190,
          cell: ({ item: { peer }, times, isFar }) => {
            if (!peer.up) {
              return (
                <Status status="warning" word="Did not answer" size={13} />
              );
            }
            if (times === undefined) return null;
            const text = `${formatNumber(Number(times.toPrecision(2)))} ×`;
            return isFar ? (
              <Status status="warning" word={text} size={13} />
            ) : (
              <MutedText>{text}</MutedText>
            );
          },
        },
      ]}
    />
  );
}
