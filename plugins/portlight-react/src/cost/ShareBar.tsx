import { styled } from '@mui/material/styles';
import { formatPercent } from '../components/formats';

const Frame = styled('span')({
  display: 'inline-grid',
  gridTemplateColumns: '1fr 38px',
  alignItems: 'center',
  gap: 8,
  width: '100%',
  '& .track': {
    height: 5,
    borderRadius: 3,
    background: 'var(--portlight-track)',
    overflow: 'hidden',
  },
  '& .fill': {
    display: 'block',
    height: '100%',
    background: 'var(--portlight-primary)',
  },
  '& .share': { textAlign: 'right' },
});

/** A part of a total, as a bar and a percentage. */
export function ShareBar(props: { share: number }) {
  const { share } = props;
  const width = Math.min(100, Math.max(0, share * 100)) || 0;
  return (
    <Frame>
      <span className="track" aria-hidden="true">
        <span className="fill" style={{ width: `${width}%` }} />
      </span>
      <span className="share">{formatPercent(share)}</span>
    </Frame>
  );
}
