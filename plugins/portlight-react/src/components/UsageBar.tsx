import type { ResourceFigures } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { formatBytes, formatCores, formatPercent, UNKNOWN } from './formats';

const Frame = styled('span')({
  display: 'inline-grid',
  gridTemplateColumns: '1fr 34px',
  alignItems: 'center',
  gap: 8,
  width: '100%',
  '& .track': {
    position: 'relative',
    height: 5,
    borderRadius: 3,
    background: 'var(--portlight-track)',
    overflow: 'hidden',
  },
  '& .fill': {
    position: 'absolute',
    inset: '0 auto 0 0',
    borderRadius: 3,
    background: 'var(--portlight-primary)',
  },
  '& .fill[data-full]': { background: 'var(--portlight-warn)' },
  '& .fill[data-requested]': {
    background: 'transparent',
    border: '1px solid var(--portlight-muted)',
  },
  '& .share': { textAlign: 'right' },
});

/** From this share on somebody should look. */
const FULL = 0.9;

/**
 * How much of what is allocatable is used, or, where usage is not measured, requested (outlined, and said). The
 * amounts are in the tooltip.
 */
export function UsageBar(props: {
  resource: 'cpu' | 'memory';
  figures: ResourceFigures | undefined;
  /** Without the percentage: it stands beside it already. */
  isBare?: boolean;
}) {
  const { resource, figures } = props;
  if (!figures || !(figures.allocatable > 0)) {
    return <span title="Not known">{UNKNOWN}</span>;
  }
  const format =
    resource === 'cpu'
      ? (value: number) =>
          `${formatCores(value)}${
            value >= 0.9995 || value === 0 ? ' cores' : ''
          }`
      : formatBytes;
  const isUsed = figures.used !== undefined;
  const amount = figures.used ?? figures.requested;
  const share = amount / figures.allocatable;
  const name = resource === 'cpu' ? 'CPU' : 'Memory';
  const text = [
    isUsed
      ? `${name} used: ${format(amount)} (${formatPercent(share)})`
      : `${name} use is not measured`,
    `requested: ${format(figures.requested)} (${formatPercent(
      figures.requested / figures.allocatable,
    )})`,
    `allocatable: ${format(figures.allocatable)}`,
  ].join(', ');
  return (
    <Frame
      title={text}
      role="img"
      aria-label={text}
      style={props.isBare ? { gridTemplateColumns: '1fr' } : undefined}
    >
      <span className="track">
        <span
          className="fill"
          data-full={share >= FULL ? '' : undefined}
          data-requested={isUsed ? undefined : ''}
          style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }}
        />
      </span>
      {!props.isBare && <span className="share">{formatPercent(share)}</span>}
    </Frame>
  );
}
