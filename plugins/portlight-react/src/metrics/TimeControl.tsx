import { styled } from '@mui/material/styles';
import { useId } from 'react';
import { formatTimestamp, useNow, visuallyHidden } from '../components';
import {
  boundsOf,
  COMPARISONS,
  moved,
  RANGES,
  type ComparisonId,
  type RangeId,
  type TimeSelection,
} from './timeSelection';

const Bar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '8px 14px',
  margin: '0 0 16px',
  '& .group': {
    display: 'inline-flex',
    border: '1px solid var(--portlight-divider)',
    borderRadius: 'var(--portlight-radius)',
    background: 'var(--portlight-surface)',
    overflow: 'hidden',
  },
  '& button': {
    appearance: 'none',
    border: 0,
    margin: 0,
    minHeight: 28,
    padding: '0 11px',
    background: 'none',
    color: 'var(--portlight-muted)',
    font: 'inherit',
    cursor: 'pointer',
  },
  '& .group button + button': {
    borderLeft: '1px solid var(--portlight-divider)',
  },
  '& button:disabled': { opacity: 0.4, cursor: 'default' },
  '& button:hover:enabled': { color: 'var(--portlight-text)' },
  '& button:focus-visible': { outlineOffset: -2 },
  '& button[aria-pressed="true"]': {
    color: 'var(--portlight-text)',
    fontWeight: 600,
    background: 'var(--portlight-hover)',
  },
  '& .live::before': {
    content: '""',
    display: 'inline-block',
    width: 7,
    height: 7,
    marginRight: 7,
    borderRadius: '50%',
    border: '1.5px solid currentColor',
    verticalAlign: 1,
  },
  '& .live[aria-pressed="true"]::before': {
    borderColor: 'var(--portlight-good)',
    background: 'var(--portlight-good)',
  },
  '& select': {
    height: 30,
    padding: '0 6px',
    font: 'inherit',
    color: 'inherit',
    background: 'var(--portlight-surface)',
    border: '1px solid var(--portlight-divider)',
    borderRadius: 'var(--portlight-radius)',
  },
  '& label': { color: 'var(--portlight-muted)' },
  '& .when': { color: 'var(--portlight-muted)', marginLeft: 'auto' },
  '@media (max-width: 520px)': {
    '& .group.ranges': { flex: '1 1 100%' },
    '& .group.ranges button': { flex: 1, padding: 0 },
    '& .when': { marginLeft: 0 },
  },
});

const RANGE_WORDS: Record<RangeId, string> = {
  '15m': 'The last 15 minutes',
  '1h': 'The last hour',
  '6h': 'The last 6 hours',
  '24h': 'The last 24 hours',
  '7d': 'The last 7 days',
  '30d': 'The last 30 days',
};

/** The one control of time of a page: range, live, steps back and forth, and what to compare with. */
export function TimeControl(props: {
  selection: TimeSelection;
  onChange(selection: TimeSelection): void;
  /** There is something to compare. */
  hasComparison?: boolean;
}) {
  const { selection, onChange, hasComparison } = props;
  const now = useNow();
  const compareId = useId();
  const isLive = selection.until === undefined;
  const { start, end } = boundsOf(selection, now);
  return (
    <Bar role="group" aria-label="Time">
      <span className="group ranges" role="group" aria-label="Range">
        {(Object.keys(RANGES) as RangeId[]).map(range => (
          <button
            key={range}
            type="button"
            title={RANGE_WORDS[range]}
            aria-pressed={range === selection.range}
            onClick={() => onChange({ ...selection, range })}
          >
            {range}
          </button>
        ))}
      </span>
      <span className="group">
        <button
          type="button"
          aria-label="Earlier"
          title="The range before"
          onClick={() => onChange(moved(selection, -1, now))}
        >
          ‹
        </button>
        <button
          type="button"
          className="live"
          aria-pressed={isLive}
          title={
            isLive
              ? 'Follows the time; press to hold it'
              : 'Holds the time; press to follow it'
          }
          onClick={() =>
            onChange({ ...selection, until: isLive ? now : undefined })
          }
        >
          Live
        </button>
        <button
          type="button"
          aria-label="Later"
          title="The range after"
          disabled={isLive}
          onClick={() => onChange(moved(selection, 1, now))}
        >
          ›
        </button>
      </span>
      {hasComparison && (
        <span>
          <label htmlFor={compareId}>Compare with </label>
          <select
            id={compareId}
            value={selection.compare ?? ''}
            onChange={event =>
              onChange({
                ...selection,
                compare: (event.target.value || undefined) as
                  | ComparisonId
                  | undefined,
              })
            }
          >
            <option value="">nothing</option>
            {Object.entries(COMPARISONS).map(([id, { label }]) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </span>
      )}
      {!isLive && (
        <span className="when">
          <span style={visuallyHidden}>Shown: </span>
          {formatTimestamp(start)} to {formatTimestamp(end)}
        </span>
      )}
    </Bar>
  );
}
