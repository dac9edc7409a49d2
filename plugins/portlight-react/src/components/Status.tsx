import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { StatusIcon } from './StatusIcon';
import { statusLook, type AnyStatus } from './statusLooks';

const Line = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  minWidth: 0,
  maxWidth: '100%',
  verticalAlign: 'bottom',
  '& .word': { whiteSpace: 'nowrap', fontWeight: 500 },
  '& .detail': {
    color: 'var(--portlight-muted)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});

/** A status: picture and word together, and beside it in muted text what there is to say about it. */
export function Status(props: {
  status: AnyStatus;
  /** Such as the reason, on the same line. */
  detail?: ReactNode;
  /** Another word for the same status, such as `2 degraded`. */
  word?: ReactNode;
  size?: number;
}) {
  const look = statusLook(props.status);
  return (
    <Line
      data-status={props.status}
      title={typeof props.detail === 'string' ? props.detail : undefined}
    >
      <StatusIcon look={look} size={props.size} />
      <span className="word">{props.word ?? look.word}</span>
      {props.detail !== undefined && props.detail !== '' && (
        <span className="detail">{props.detail}</span>
      )}
    </Line>
  );
}
