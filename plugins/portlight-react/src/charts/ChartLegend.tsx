import { styled } from '@mui/material/styles';
import { formatExact } from '../components/formats';
import { useCursor, useCursorStore } from './cursor';
import { areaStyle, lineStyle } from './lineStyle';
import type { ChartData, ChartLine } from './model';
import { finite, latest, nearestIndex } from './points';
import type { ChartUnit } from './units';

const List = styled('ul')({
  listStyle: 'none',
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(250px, 100%), 300px))',
  gap: '0 24px',
  margin: '4px 0 0',
  padding: 0,
  fontSize: 12,
  '& li': {
    display: 'flex',
    alignItems: 'center',
    gap: 8,
    minHeight: 22,
    minWidth: 0,
  },
  '& .name': {
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& .value': { textAlign: 'right', fontWeight: 500, whiteSpace: 'nowrap' },
});

/** The look of a line (or an area), beside its name. */
export function Swatch(props: {
  line: Pick<ChartLine, 'look' | 'color'>;
  isArea?: boolean;
}) {
  if (props.isArea) {
    return (
      <svg width="10" height="10" aria-hidden="true" style={{ flex: 'none' }}>
        <rect width="10" height="10" rx="2" {...areaStyle(props.line)} />
      </svg>
    );
  }
  return (
    <svg width="18" height="10" aria-hidden="true" style={{ flex: 'none' }}>
      <path d="M1 5H17" fill="none" {...lineStyle(props.line)} />
    </svg>
  );
}

/** The lines of a chart with their values: now, or where the crosshair is. */
export function ChartLegend(props: {
  data: ChartData;
  unit: ChartUnit;
  isStacked?: boolean;
}) {
  const { data, unit, isStacked } = props;
  const at = useCursor(useCursorStore());
  const index = at === undefined ? undefined : nearestIndex(data.times, at);
  return (
    <List>
      {data.lines.map(line => {
        const value =
          index === undefined
            ? latest(line.values)?.value
            : finite(line.values[index]) ?? undefined;
        return (
          <li key={line.id}>
            <Swatch line={line} isArea={isStacked} />
            <span className="name" title={line.title ?? line.label}>
              {line.label}
            </span>
            <span className="value" title={formatExact(value)}>
              {unit.format(value)}
            </span>
          </li>
        );
      })}
    </List>
  );
}
