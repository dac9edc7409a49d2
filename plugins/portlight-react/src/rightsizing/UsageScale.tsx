import { styled } from '@mui/material/styles';

const Frame = styled('div')({
  display: 'grid',
  gridTemplateColumns: '64px 1fr',
  alignItems: 'center',
  gap: '0 12px',
  margin: '0 0 10px',
  '& .plot': { position: 'relative', height: 34 },
  '& .plot > *': { position: 'absolute' },
  '& .axis': {
    left: 0,
    right: 0,
    top: 10,
    height: 4,
    borderRadius: 2,
    background: 'var(--portlight-track)',
  },
  '& .range': {
    top: 8,
    height: 8,
    borderRadius: 4,
    background: 'var(--portlight-primary)',
    opacity: 0.35,
  },
  '& .mark': { top: 4, width: 2, height: 16, marginLeft: -1 },
  '& .text': {
    top: 20,
    fontSize: 11,
    lineHeight: '14px',
    whiteSpace: 'nowrap',
    color: 'var(--portlight-muted)',
    transform: 'translateX(-50%)',
  },
  '& .text[data-edge="start"]': { transform: 'none' },
  '& .text[data-edge="end"]': { transform: 'translateX(-100%)' },
  '& .text[data-main]': { color: 'var(--portlight-text)', fontWeight: 500 },
});

interface Mark {
  name: string;
  value: number;
  color: string;
  isMain?: boolean;
}

/** Two texts nearer than this share of the scale would cover each other. */
const NEAR = 0.22;

/** Request, recommendation, its range and the highest use on one axis from zero. */
export function UsageScale(props: {
  label: string;
  title: string;
  format(value: number): string;
  now: number | undefined;
  target: number | undefined;
  lower: number | undefined;
  upper: number | undefined;
  peak: number | undefined;
}) {
  const { label, title, format, now, target, lower, upper, peak } = props;
  if (target === undefined) return null;
  const end = Math.max(now ?? 0, target, upper ?? 0, peak ?? 0) * 1.04;
  if (!(end > 0)) return null;
  const at = (value: number) => value / end;
  const percent = (value: number) => `${at(value) * 100}%`;
  const marks: Mark[] = [
    {
      name: 'recommended',
      value: target,
      color: 'var(--portlight-primary)',
      isMain: true,
    },
    ...(now === undefined
      ? []
      : [{ name: 'now', value: now, color: 'var(--portlight-text)' }]),
    ...(peak === undefined
      ? []
      : [{ name: 'highest', value: peak, color: 'var(--portlight-muted)' }]),
  ];
  // The recommendation is always named; others where there is room: all stand in the table below.
  const named = marks.reduce<Mark[]>(
    (placed, mark) =>
      placed.some(other => Math.abs(at(other.value) - at(mark.value)) < NEAR)
        ? placed
        : [...placed, mark],
    [],
  );
  const edgeOf = (value: number) => {
    if (at(value) < 0.12) return 'start';
    return at(value) > 0.88 ? 'end' : undefined;
  };
  return (
    <Frame
      role="img"
      aria-label={`${label}: ${marks
        .map(({ name, value }) => `${name} ${format(value)}`)
        .join(', ')}`}
    >
      <span aria-hidden="true">{title}</span>
      <div className="plot" aria-hidden="true">
        <span className="axis" />
        {lower !== undefined && upper !== undefined && (
          <span
            className="range"
            style={{ left: percent(lower), width: percent(upper - lower) }}
          />
        )}
        {marks.map(({ name, value, color }) => (
          <span
            key={name}
            className="mark"
            style={{ left: percent(value), background: color }}
          />
        ))}
        {named.map(({ name, value, isMain }) => (
          <span
            key={name}
            className="text"
            data-edge={edgeOf(value)}
            data-main={isMain ? '' : undefined}
            style={{ left: percent(value) }}
          >
            {name} {format(value)}
          </span>
        ))}
      </div>
    </Frame>
  );
}
