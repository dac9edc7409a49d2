import { styled } from '@mui/material/styles';
import { useState, type ReactNode } from 'react';
import {
  HistoryTable,
  HostLink,
  Sparkline,
  useNow,
  type SparkPoint,
} from '../components';
import type { LinkTarget } from '../host/PortlightHost';
import type { Meaning } from '../host/theme';

/** One number of the head of a page. */
export interface Figure {
  id: string;
  label: string;
  value: string;
  /** What the number counts. */
  to?: LinkTarget;
  /** Beside the number, muted: `of 214`. */
  of?: string;
  /** Below it: what it is made of. */
  detail?: ReactNode;
  /** The last 24 hours; left out where nobody recorded them. */
  history?: readonly SparkPoint[];
  /** How far back the history goes, where it is not those 24 hours: it then has no part in their table. */
  span?: { milliseconds: number; words: string };
  /** What the top of its picture is at least. */
  atLeast?: number;
  format?(value: number): string;
  meaning?: Meaning;
  /** Instead of a history: a share as a bar. */
  bar?: ReactNode;
}

const Strip = styled('dl')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(190px, 1fr))',
  margin: '0 0 28px',
  borderTop: '1px solid var(--portlight-divider)',
  borderBottom: '1px solid var(--portlight-divider)',
  overflow: 'hidden',
  '& > div': {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    padding: '12px 24px 8px 0',
    // Lines between columns only: each cell draws its left one, the first of a row lies outside.
    marginLeft: -1,
    paddingLeft: 20,
    borderLeft: '1px solid var(--portlight-divider)',
  },
  '& > div:first-of-type': { paddingLeft: 1 },
  '& dt': { color: 'var(--portlight-muted)', fontSize: 12 },
  '& dd': { margin: 0 },
  '& .value': {
    fontSize: 26,
    fontWeight: 600,
    lineHeight: 1.25,
    letterSpacing: '-0.02em',
  },
  '& .of': { color: 'var(--portlight-muted)', marginLeft: 6 },
  '& .detail': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '0 12px',
    minHeight: 20,
    color: 'var(--portlight-muted)',
    fontSize: 12,
  },
  '& .history': { marginTop: 'auto', paddingTop: 8 },
  '@media (max-width: 520px)': {
    gridTemplateColumns: '1fr 1fr',
    '& > div, & > div:first-of-type': { padding: '10px 12px 6px 12px' },
    '& .value': { fontSize: 22 },
  },
});

const AsTable = styled('details')({
  margin: '-22px 0 24px',
  '& summary': {
    width: 'fit-content',
    cursor: 'pointer',
    fontSize: 12,
    color: 'var(--portlight-muted)',
  },
});

/** The numbers that matter, in a row, over the same 24 hours. */
export function FigureStrip(props: { figures: readonly Figure[] }) {
  const now = useNow();
  const [cursor, setCursor] = useState<number>();
  const [isTable, setTable] = useState(false);
  const series = props.figures.flatMap(
    ({ label, history, span, format = String }) =>
      history && history.length > 1 && !span
        ? [{ label, points: history, format }]
        : [],
  );
  return (
    <>
      <Strip>
        {props.figures.map(figure => (
          <div key={figure.id}>
            <dt>{figure.label}</dt>
            <dd>
              <span className="value">
                {figure.to ? (
                  <HostLink to={figure.to}>{figure.value}</HostLink>
                ) : (
                  figure.value
                )}
              </span>
              {figure.of && <span className="of">{figure.of}</span>}
            </dd>
            {figure.detail && <dd className="detail">{figure.detail}</dd>}
            {figure.bar && <dd className="history">{figure.bar}</dd>}
            {figure.history && (
              <dd className="history">
                <Sparkline
                  label={figure.label}
                  points={figure.history}
                  now={now}
                  span={figure.span}
                  atLeast={figure.atLeast}
                  meaning={figure.meaning}
                  format={figure.format ?? String}
                  // Times of other ranges do not meet.
                  cursor={figure.span ? undefined : cursor}
                  onCursor={figure.span ? undefined : setCursor}
                />
              </dd>
            )}
          </div>
        ))}
      </Strip>
      {series.length > 0 && (
        <AsTable
          open={isTable}
          onToggle={event => setTable(event.currentTarget.open)}
        >
          <summary>The last 24 hours as a table</summary>
          {isTable && <HistoryTable series={series} />}
        </AsTable>
      )}
    </>
  );
}
