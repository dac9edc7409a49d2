import type { ReactNode } from 'react';
import { meaningColor } from '../host/theme';
import type { StatusLook, StatusShape } from './statusLooks';

/** 16 x 16, drawn with `currentColor`; each shape is told apart without colour. */
const SHAPES: Record<StatusShape, ReactNode> = {
  check: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="currentColor" />
      <path d="m5.2 8.2 2 2 3.7-4.2" {...cut()} />
    </>
  ),
  arc: (
    <>
      <circle
        cx="8"
        cy="8"
        r="5.6"
        fill="none"
        stroke="currentColor"
        strokeOpacity=".3"
        strokeWidth="1.8"
      />
      <path
        d="M8 2.4A5.6 5.6 0 0 1 13.6 8"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeWidth="1.8"
      />
      <circle cx="8" cy="8" r="1.9" fill="currentColor" />
    </>
  ),
  octagon: (
    <>
      <path
        d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z"
        fill="currentColor"
      />
      <path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" {...cut()} />
    </>
  ),
  diamond: (
    <>
      <path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor" />
      <path d="M8 4.6v4.2m0 2.3v.2" {...cut()} />
    </>
  ),
  triangle: (
    <>
      <path
        d="M8 1.6c.4 0 .7.2.9.5l6 10.6c.4.7-.1 1.6-.9 1.6H2c-.8 0-1.3-.9-.9-1.6l6-10.6c.2-.3.5-.5.9-.5z"
        fill="currentColor"
      />
      <path d="M8 5.8v3.6m0 2.4v.1" {...cut()} />
    </>
  ),
  pause: (
    <>
      <circle
        cx="8"
        cy="8"
        r="6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <path
        d="M6.3 5.7v4.6m3.4-4.6v4.6"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeWidth="1.7"
      />
    </>
  ),
  question: (
    <>
      <circle
        cx="8"
        cy="8"
        r="6"
        fill="none"
        stroke="currentColor"
        strokeDasharray="2.6 2.1"
        strokeWidth="1.5"
      />
      <path
        d="M6.5 6.5a1.55 1.55 0 1 1 2.3 1.35c-.6.3-.8.6-.8 1.15m0 1.9v.1"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeWidth="1.4"
      />
    </>
  ),
  info: (
    <>
      <circle
        cx="8"
        cy="8"
        r="6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <path
        d="M8 7.5v3.4m0-5.9v.1"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeWidth="1.6"
      />
    </>
  ),
  broken: (
    <>
      <path
        d="M6.6 9.4 5 11a2.6 2.6 0 0 1-3.7-3.7l1.7-1.7m6.4 1L11 5a2.6 2.6 0 0 1 3.7 3.7L13 10.4"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeWidth="1.6"
      />
      <path
        d="M5.6 3.6 5 1.5m5.4 10.9.6 2.1"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeWidth="1.5"
      />
    </>
  ),
  wrench: (
    <path
      d="M13.9 4.7a3.7 3.7 0 0 1-5 4.3l-4.6 4.7a1.5 1.5 0 0 1-2.1-2.1l4.7-4.6a3.7 3.7 0 0 1 4.3-5L9.1 4.1l.5 2.3 2.3.5z"
      fill="none"
      stroke="currentColor"
      strokeLinejoin="round"
      strokeWidth="1.4"
    />
  ),
  key: (
    <path
      d="M8.2 8.2 13.5 2.9m-2.3 2.3 1.8 1.8M9 10.5a3 3 0 1 1-6 0 3 3 0 0 1 6 0z"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeWidth="1.6"
    />
  ),
};

function cut() {
  return {
    fill: 'none',
    stroke: 'var(--portlight-surface, #fff)',
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
    strokeWidth: 1.7,
  } as const;
}

/** The picture of a status. Decoration: the word stands beside it. */
export function StatusIcon(props: { look: StatusLook; size?: number }) {
  const { look, size = 15 } = props;
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      style={{ color: meaningColor(look.meaning), flex: 'none' }}
    >
      {SHAPES[look.shape]}
    </svg>
  );
}
