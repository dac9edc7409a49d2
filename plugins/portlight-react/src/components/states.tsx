import { PortlightError } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useEffect, useState, type ReactNode } from 'react';
import { CopyBlock } from './CopyBlock';
import { explainError } from './explainError';
import { StatusIcon } from './StatusIcon';
import { statusLook } from './statusLooks';
import { Age } from './Time';
import { visuallyHidden } from './visuallyHidden';

/** Nothing is drawn for what is there in this many milliseconds: no flicker. */
const SKELETON_DELAY = 300;

/** Whether so much time went by since the component appeared. */
function useAfter(milliseconds: number) {
  const [isAfter, setAfter] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAfter(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return isAfter;
}

const Bone = styled('span')({
  display: 'block',
  borderRadius: 3,
  background: 'var(--portlight-track)',
  animation: 'portlight-breathe 1.6s ease-in-out infinite',
  '@keyframes portlight-breathe': {
    '0%, 100%': { opacity: 0.55 },
    '50%': { opacity: 0.9 },
  },
});

/**
 * Holds the place of what is being read: the same rows in the same height, so that nothing jumps. The space is
 * taken at once, the grey bars are drawn only when it takes long.
 */
export function Skeleton(props: {
  /** What is read, for screen readers. */
  label: string;
  rows?: number;
  rowHeight?: number;
  /** Widths of the bars of one row, as shares of the line. */
  columns?: readonly number[];
}) {
  const { label, rows = 5, rowHeight = 38, columns = [0.3, 0.15, 0.2] } = props;
  const isVisible = useAfter(SKELETON_DELAY);
  return (
    <div role="status" aria-busy="true" style={{ minHeight: rows * rowHeight }}>
      <span style={visuallyHidden}>Loading {label}</span>
      {isVisible &&
        Array.from({ length: rows }, (_, row) => (
          <div
            key={row}
            style={{
              height: rowHeight,
              display: 'flex',
              alignItems: 'center',
              gap: '5%',
            }}
          >
            {columns.map((share, column) => (
              <Bone
                key={column}
                style={{
                  height: Math.min(12, rowHeight - 4),
                  width: `${share * (100 - ((row * 7 + column * 11) % 30))}%`,
                }}
              />
            ))}
          </div>
        ))}
    </div>
  );
}

const Block = styled('div')({
  maxWidth: 640,
  padding: '6px 0 16px',
  '& h3': { margin: 0, fontSize: 14, fontWeight: 600, lineHeight: 1.4 },
  '& p': { margin: '4px 0 0', color: 'var(--portlight-muted)' },
  '& .actions': { marginTop: 12 },
});

/** Nothing is there: says what would be, why it is not, and the one thing to do. */
export function Empty(props: {
  title: string;
  children?: ReactNode;
  /** What to copy and where to put it. */
  snippet?: { label: string; text: string };
  action?: { label: string; onClick(): void };
}) {
  const { title, children, snippet, action } = props;
  return (
    <Block>
      <h3>{title}</h3>
      {children && <p>{children}</p>}
      {snippet && <CopyBlock label={snippet.label} text={snippet.text} />}
      {action && (
        <div className="actions">
          <Button size="small" variant="outlined" onClick={action.onClick}>
            {action.label}
          </Button>
        </div>
      )}
    </Block>
  );
}

const Heading = styled('h3')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
});

/** Something could not be read: the cause, and what to do about it. */
export function ErrorState(props: {
  error: unknown;
  /** What was asked for, such as `the pods of prod-eu`. */
  what: string;
  retry?(): void;
  /** For a refusal: what an administrator has to add. */
  children?: ReactNode;
}) {
  const { error, what, retry, children } = props;
  const explanation = explainError(error, what);
  return (
    <Block role="alert">
      <Heading>
        <StatusIcon look={explanation.look} />
        {explanation.title}
      </Heading>
      <p>{explanation.detail}</p>
      {explanation.action && <p>{explanation.action}</p>}
      {children}
      {retry && explanation.isRetryable && (
        <div className="actions">
          <Button size="small" variant="outlined" onClick={retry}>
            Try again
          </Button>
        </div>
      )}
    </Block>
  );
}

const NoteLine = styled('div')({
  display: 'flex',
  alignItems: 'flex-start',
  gap: 8,
  padding: '7px 12px',
  margin: '0 0 12px',
  borderRadius: 'var(--portlight-radius)',
  background: 'var(--portlight-hover)',
  '& svg': { marginTop: 2 },
  '& .body': { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  '& .more': { color: 'var(--portlight-muted)' },
  '& details': { marginTop: 2 },
  '& summary': { cursor: 'pointer', color: 'var(--portlight-muted)' },
});

/** One quiet line about what the reader has to know of what follows. */
export function Note(props: {
  kind: 'info' | 'warning' | 'error' | 'unknown' | 'maintenance';
  children: ReactNode;
  more?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <NoteLine role="status">
      <StatusIcon look={statusLook(props.kind)} />
      <div className="body">
        {props.children}
        {props.more && (
          <>
            {' '}
            <span className="more">{props.more}</span>
          </>
        )}
      </div>
      {props.action}
    </NoteLine>
  );
}

/** Counts are of what the user may see: a smaller number is no smaller fleet. */
export function RestrictedNote() {
  return (
    <Note
      kind="info"
      more="The portal's policy shows you what your groups own, or what it grants you otherwise; counts, sums and what is wrong leave out the rest."
    >
      Figures cover what you may see.
    </Note>
  );
}

/** A part is missing; the rest is complete. */
export function Partial(props: { children: ReactNode; more?: ReactNode }) {
  return (
    <Note kind="warning" more={props.more}>
      {props.children}
    </Note>
  );
}

const StaleText = styled('span')({
  color: 'var(--portlight-muted)',
  fontWeight: 400,
});

/** Beside a title: how old what follows is, and why. */
export function Stale(props: {
  since: string | number | undefined;
  cause?: string;
}) {
  return (
    <StaleText>
      {props.since === undefined ? (
        'never read'
      ) : (
        <>
          as of <Age time={props.since} /> ago
        </>
      )}
      {props.cause && <>: {props.cause}</>}
    </StaleText>
  );
}

/** The part of a page whose data is old, or whose object is gone: still readable, visibly not current. */
export const Muted = styled('div')({
  // Not by opacity: it would take the text below a readable contrast.
  '--portlight-text': 'var(--portlight-muted)',
  color: 'var(--portlight-muted)',
  filter: 'grayscale(0.85)',
});

/** Not for this user (or not for the portal): with what an administrator has to do. */
export function Forbidden(props: {
  what: string;
  /** Whose permission is missing: the user's in the portal, or the portal's in the cluster. */
  by: 'portal' | 'cluster';
  message?: string;
  /** The rule to add, for administrators. */
  rule?: string;
}) {
  const { what, by, message, rule } = props;
  return (
    <Block role="alert">
      <Heading>
        <StatusIcon look={statusLook('unavailable')} />
        {by === 'portal'
          ? `You may not see ${what}`
          : `The portal may not read ${what}`}
      </Heading>
      <p>
        {message ??
          (by === 'portal'
            ? 'Ask an administrator of the portal for access to it.'
            : 'The cluster refused the credentials that the portal uses for it.')}
      </p>
      {rule && (
        <CopyBlock
          label="Rule to add to the ClusterRole of the portal"
          text={rule}
        />
      )}
    </Block>
  );
}

/** Whether an error says that the object does not exist (any more). */
export function isNotFound(error: unknown): boolean {
  return error instanceof PortlightError && error.status === 404;
}
