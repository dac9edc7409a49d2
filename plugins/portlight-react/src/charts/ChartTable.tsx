import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useMemo, useState, type ReactNode } from 'react';
import { SimpleTable } from '../components';
import { formatCount, formatTimestamp, UNKNOWN } from '../components/formats';
import { chartTable } from './csv';
import type { ChartData } from './model';
import { saveCsv } from './saveCsv';
import type { ChartUnit } from './units';

/** A chart as far as its table needs it. */
export interface TabulatedChart {
  /** Left out where there is one chart only. */
  title?: string;
  data: ChartData;
  unit: ChartUnit;
}

/** So many rows are shown; the file has all. */
const MAXIMUM_ROWS = 500;

const Bar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '0 4px',
  minHeight: 30,
  fontSize: 12,
  color: 'var(--portlight-muted)',
  '& .note': { flex: '1 1 auto', minWidth: 0 },
  '& button': {
    minWidth: 0,
    padding: '2px 8px',
    fontSize: 12,
    color: 'inherit',
    fontWeight: 400,
  },
});

function Table(props: { label: string; charts: readonly TabulatedChart[] }) {
  const { label, charts } = props;
  const columns = charts.flatMap(({ title, data, unit }) =>
    data.lines.map(line => ({
      header: [title, line.title ?? line.label].filter(Boolean).join(' '),
      valueAt: new Map(data.times.map((at, i) => [at, line.values[i]])),
      unit,
    })),
  );
  const formatTime =
    charts.find(({ data }) => data.timeNames)?.data.timeNames?.format ??
    formatTimestamp;
  const times = [...new Set(charts.flatMap(({ data }) => data.times))]
    .sort((a, b) => b - a)
    .slice(0, MAXIMUM_ROWS);
  return (
    <div style={{ maxHeight: 380, overflow: 'auto' }}>
      <SimpleTable
        label={`${label} as a table`}
        rows={times}
        rowKey={at => String(at)}
        columns={[
          { header: 'Time', width: 210, cell: at => formatTime(at) },
          ...columns.map(({ header, valueAt, unit }) => ({
            header,
            align: 'right' as const,
            width: Math.max(110, header.length * 7 + 24),
            cell: (at: number) => {
              const value = valueAt.get(at);
              return value === null || value === undefined
                ? UNKNOWN
                : unit.format(value);
            },
          })),
        ]}
      />
    </div>
  );
}

/** Below charts: the same as a table and as a file. */
export function ChartTable(props: {
  /** What the table is of; the name of the file, too. */
  label: string;
  charts: readonly TabulatedChart[];
  /** At the left: the source. */
  children?: ReactNode;
}) {
  const { label, charts } = props;
  const [isOpen, setOpen] = useState(false);
  const rows = useMemo(
    () => new Set(charts.flatMap(({ data }) => data.times)).size,
    [charts],
  );
  return (
    <div>
      <Bar>
        <span className="note">{props.children}</span>
        {rows > 0 && (
          <>
            <Button
              size="small"
              aria-expanded={isOpen}
              aria-label={
                isOpen ? `Hide table of ${label}` : `${label} as a table`
              }
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? 'Hide table' : 'Table'}
            </Button>
            <Button
              size="small"
              aria-label={`${label} as CSV`}
              onClick={() =>
                saveCsv(
                  label,
                  chartTable(
                    charts.map(({ title, data, unit }) => ({
                      ...data,
                      title,
                      unit: unit.name,
                    })),
                  ),
                )
              }
            >
              CSV
            </Button>
          </>
        )}
      </Bar>
      {isOpen && (
        <>
          <Table label={label} charts={charts} />
          {rows > MAXIMUM_ROWS && (
            <p>
              The newest {formatCount(MAXIMUM_ROWS)} of {formatCount(rows)}{' '}
              points; the file has all.
            </p>
          )}
        </>
      )}
    </div>
  );
}
