import type { HealthStatus } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { meaningColor } from '../host/theme';
import { StatusIcon } from './StatusIcon';
import { statusLook } from './statusLooks';

const STEPS: Record<string, number> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** Many marks of which one is read out, by pointing at it or with the arrow keys. */
export interface Marks {
  /** The one that is read out. */
  active: string | undefined;
  /** The one that Tab leads to. */
  focusable: string | undefined;
  activate(id: string): void;
  /** For the element around all marks. */
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}

/**
 * State of many marks that are one stop of the Tab key.
 *
 * @param order - their ids, in the order in which the arrow keys walk
 */
export function useMarks(order: readonly string[]): Marks {
  const [chosen, setChosen] = useState<string>();
  const active =
    chosen !== undefined && order.includes(chosen) ? chosen : undefined;
  const focusable = active ?? order[0];
  return {
    active,
    focusable,
    activate: setChosen,
    onKeyDown: event => {
      const step = Object.hasOwn(STEPS, event.key)
        ? STEPS[event.key]
        : undefined;
      if (step === undefined || order.length === 0) return;
      event.preventDefault();
      const index = order.indexOf(focusable);
      const next = order[(index + step + order.length) % order.length];
      setChosen(next);
      [...event.currentTarget.querySelectorAll<HTMLElement>('[data-mark]')]
        .find(mark => mark.dataset.mark === next)
        ?.focus();
    },
  };
}

const Button = styled('button')({
  appearance: 'none',
  display: 'inline-flex',
  alignItems: 'center',
  justifyContent: 'center',
  gap: 5,
  minWidth: 24,
  height: 24,
  maxWidth: '100%',
  padding: 0,
  border: '1.5px solid',
  borderRadius: 4,
  background: 'transparent',
  font: 'inherit',
  fontSize: 12,
  cursor: 'pointer',
  '&[data-active]': {
    boxShadow:
      '0 0 0 2px var(--portlight-background), 0 0 0 3.5px currentColor',
  },
  '&[data-named]': { padding: '0 7px 0 5px' },
  '& .text': {
    color: 'var(--portlight-text)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& .text .muted': { color: 'var(--portlight-muted)' },
});

/** One thing of many: the picture of its status, and beside it what there is room for. */
export function Mark(props: {
  id: string;
  marks: Marks;
  status: HealthStatus;
  /** For screen readers: what it is and how it is. */
  label: string;
  onOpen(): void;
  children?: ReactNode;
}) {
  const { id, marks, children } = props;
  const look = statusLook(props.status);
  return (
    <Button
      type="button"
      data-mark={id}
      data-active={id === marks.active ? '' : undefined}
      data-named={children === undefined ? undefined : ''}
      tabIndex={id === marks.focusable ? 0 : -1}
      aria-label={props.label}
      style={{ color: meaningColor(look.meaning) }}
      onFocus={() => marks.activate(id)}
      onPointerEnter={() => marks.activate(id)}
      onClick={props.onOpen}
    >
      <StatusIcon look={look} size={12} />
      {children !== undefined && <span className="text">{children}</span>}
    </Button>
  );
}

/** Where the mark that is pointed at is read out. */
export const MarkReading = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '2px 12px',
  minHeight: 24,
  marginTop: 10,
  color: 'var(--portlight-muted)',
  overflowWrap: 'anywhere',
  '& a, & .subject': { color: 'var(--portlight-text)', fontWeight: 500 },
});
