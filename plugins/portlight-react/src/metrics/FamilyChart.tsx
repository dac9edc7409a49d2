import type {
  MetricFamily,
  MetricHistory,
  MetricPeer,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useMemo, useState } from 'react';
import {
  ChartLegend,
  ChartReadout,
  ChartTable,
  MAXIMUM_LINES,
  TimeChart,
  type ChartData,
  type ChartMark,
  type ChartRange,
} from '../charts';
import { formatCount, MutedText, Note } from '../components';
import {
  chartUnit,
  familyViews,
  labelLines,
  labelNames,
  peerLines,
  peerSeries,
  totalLines,
  type FamilyView,
  type PeerSeries,
  type RankedLines,
} from './familyChart';
import { PeerValues } from './PeerValues';
import { shortPeerNames } from './peerNames';
import { chartTimes, comparisonLine } from './signals';
import { SourceNote } from './SourceNote';
import type { ComparisonId } from './timeSelection';

const Bar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 14px',
  minHeight: 30,
  '& button': {
    appearance: 'none',
    border: 0,
    padding: '4px 0',
    background: 'none',
    color: 'var(--portlight-muted)',
    font: 'inherit',
    fontSize: 12,
    cursor: 'pointer',
    borderBottom: '2px solid transparent',
  },
  '& button:hover:enabled': { color: 'var(--portlight-text)' },
  '& button:disabled': { opacity: 0.45, cursor: 'default' },
  '& button[aria-pressed="true"]': {
    color: 'var(--portlight-text)',
    borderBottomColor: 'var(--portlight-primary)',
  },
});

const VIEW_WORDS: Record<FamilyView, string> = {
  total: 'All peers',
  labels: 'By labels',
  peers: 'By peer',
};

function linesOf(options: {
  view: FamilyView;
  family: MetricFamily;
  history: MetricHistory;
  ofPeers: readonly PeerSeries[];
  page: number;
}): RankedLines {
  const { view, family, history, ofPeers, page } = options;
  if (view === 'labels') return labelLines(family, history, page);
  if (view === 'peers') return peerLines(ofPeers, page);
  const lines = totalLines(family, history);
  return { lines, total: lines.length };
}

/** A family over time: over all peers, by labels, or by peer. */
export function FamilyChart(props: {
  family: MetricFamily;
  history: MetricHistory;
  earlier?: MetricHistory;
  compare?: ComparisonId;
  peers: readonly MetricPeer[];
  range: ChartRange;
  marks: readonly ChartMark[];
}) {
  const { family, history, earlier, compare, peers, range, marks } = props;
  const views = useMemo(() => familyViews(family, history), [family, history]);
  const [chosen, setChosen] = useState<FamilyView>();
  const view = chosen && views.includes(chosen) ? chosen : views[0];
  const [page, setPage] = useState(0);
  const byNames = useMemo(() => {
    const labels = labelNames(family, history);
    return labels && `By ${labels}`;
  }, [family, history]);
  const names = useMemo(() => shortPeerNames(peers), [peers]);
  const ofPeers = useMemo(
    () => peerSeries(family, history, names),
    [family, history, names],
  );
  const unit = useMemo(() => chartUnit(family, history), [family, history]);
  const { data, total } = useMemo(() => {
    const times = chartTimes(history);
    const ranked = view
      ? linesOf({ view, family, history, ofPeers, page })
      : { lines: [], total: 0 };
    const before =
      view === 'total'
        ? comparisonLine(times, earlier, compare, other => {
            const lines = totalLines(family, other);
            return lines.find(({ look }) => look === 'main');
          })
        : [];
    const chart: ChartData = { times, lines: [...before, ...ranked.lines] };
    return { data: chart, total: ranked.total };
  }, [view, family, history, ofPeers, page, earlier, compare]);
  const pages = view === 'total' ? 1 : Math.ceil(total / MAXIMUM_LINES);
  const shownPage = Math.min(page, Math.max(0, pages - 1));
  const isSingle = data.lines.length === 1;
  return (
    <div>
      {history.warnings.map(warning => (
        <Note key={warning} kind="warning">
          {warning}
        </Note>
      ))}
      {(views.length > 1 || pages > 1) && (
        <Bar role="group" aria-label={`Lines of ${family.name}`}>
          {views.length > 1 &&
            views.map(id => (
              <button
                key={id}
                type="button"
                aria-pressed={id === view}
                onClick={() => {
                  setChosen(id);
                  setPage(0);
                }}
              >
                {(id === 'labels' && byNames) || VIEW_WORDS[id]}
              </button>
            ))}
          {pages > 1 && (
            <MutedText style={{ marginLeft: 'auto', fontSize: 12 }}>
              {formatCount(shownPage * MAXIMUM_LINES + 1)} to{' '}
              {formatCount(Math.min(total, (shownPage + 1) * MAXIMUM_LINES))} of{' '}
              {formatCount(total)}, largest first{' '}
              <button
                type="button"
                aria-label={`Larger lines of ${family.name}`}
                disabled={shownPage === 0}
                onClick={() => setPage(shownPage - 1)}
              >
                ‹ Larger
              </button>{' '}
              <button
                type="button"
                aria-label={`Other lines of ${family.name}`}
                disabled={shownPage >= pages - 1}
                onClick={() => setPage(shownPage + 1)}
              >
                Others ›
              </button>
            </MutedText>
          )}
        </Bar>
      )}
      <TimeChart
        label={family.name}
        range={range}
        data={data}
        unit={unit}
        marks={marks}
        height={200}
      />
      <ChartReadout
        range={range}
        data={data}
        unit={unit}
        marks={marks}
        isTimeOnly={!isSingle}
      >
        {data.lines.length === 0 && (history.message ?? 'History begins now')}
      </ChartReadout>
      {!isSingle && <ChartLegend data={data} unit={unit} />}
      <ChartTable label={family.name} charts={[{ data, unit }]}>
        <SourceNote sources={[history.source]} />
        {history.total !== undefined &&
          history.total > history.series.length &&
          `; the largest ${formatCount(history.series.length)} of ${formatCount(
            history.total,
          )} series`}
      </ChartTable>
      {view === 'peers' && (
        <PeerValues
          label={family.name}
          peers={peers}
          ofPeers={ofPeers}
          unit={unit}
        />
      )}
    </div>
  );
}
