import { styled } from '@mui/material/styles';
import { useId, type ReactNode } from 'react';
import type { LinkTarget } from '../host/PortlightHost';
import { usePortlightHost } from '../host/PortlightProvider';
import { HostLink } from './links';

const Header = styled('header')({
  margin: '0 0 16px',
  '& .trail': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '0 4px',
    color: 'var(--portlight-muted)',
    marginBottom: 4,
  },
  '& .line': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: '2px 12px',
  },
  '& h2': {
    margin: 0,
    fontSize: 20,
    fontWeight: 600,
    lineHeight: 1.3,
    letterSpacing: '-0.01em',
    overflowWrap: 'anywhere',
  },
  '& .meta': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 14px',
    marginTop: 4,
    color: 'var(--portlight-muted)',
  },
  '& .side': { marginLeft: 'auto', color: 'var(--portlight-muted)' },
});

/** The head of a page inside the host's own: where one is, what it is, how it is, how old that is. */
export function PageFrame(props: {
  /** From the fleet down to the parent. */
  trail?: { label: string; to?: LinkTarget }[];
  title?: string;
  /** Beside the title. */
  status?: ReactNode;
  /** Facts in muted text below it. */
  meta?: ReactNode;
  /** At the right edge: freshness, actions. */
  side?: ReactNode;
  children: ReactNode;
}) {
  const { trail, title, status, meta, side, children } = props;
  return (
    <>
      {(title || side) && (
        <Header>
          {trail && (
            <nav className="trail" aria-label="Where this is">
              {trail.map((step, index) => (
                <span key={index}>
                  {index > 0 && <span aria-hidden="true">/ </span>}
                  {step.to ? (
                    <HostLink to={step.to}>{step.label}</HostLink>
                  ) : (
                    step.label
                  )}
                </span>
              ))}
            </nav>
          )}
          <div className="line">
            {title && <h2>{title}</h2>}
            {status}
            {side && <div className="side">{side}</div>}
          </div>
          {meta && <div className="meta">{meta}</div>}
        </Header>
      )}
      {children}
    </>
  );
}

const Block = styled('section')({
  margin: '0 0 28px',
  minWidth: 0,
  '& > .head': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: '2px 10px',
    margin: '0 0 8px',
  },
  '& > .head > h3': {
    margin: 0,
    fontSize: 14,
    fontWeight: 600,
    lineHeight: 1.4,
  },
  '& > .head > .note': { color: 'var(--portlight-muted)' },
  '& > .head > .side': { marginLeft: 'auto', minWidth: 0, maxWidth: '100%' },
});

/** A titled part of a page. */
export function Section(props: {
  title: string;
  /** Beside the title, muted: a count, an age. */
  note?: ReactNode;
  side?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Block aria-labelledby={id}>
      <div className="head">
        <h3 id={id}>{props.title}</h3>
        {props.note !== undefined && <span className="note">{props.note}</span>}
        {props.side && <span className="side">{props.side}</span>}
      </div>
      {props.children}
    </Block>
  );
}

const TabList = styled('nav')({
  display: 'flex',
  gap: 20,
  margin: '0 0 20px',
  borderBottom: '1px solid var(--portlight-divider)',
  overflowX: 'auto',
  scrollbarWidth: 'none',
  '& a, & button': {
    display: 'block',
    appearance: 'none',
    background: 'none',
    border: 0,
    borderBottom: '2px solid transparent',
    color: 'var(--portlight-muted)',
    cursor: 'pointer',
    font: 'inherit',
    fontWeight: 500,
    marginBottom: -1,
    padding: '8px 0',
    whiteSpace: 'nowrap',
    borderRadius: 0,
  },
  '& a:hover, & button:hover': {
    color: 'var(--portlight-text)',
    textDecoration: 'none',
  },
  '& [aria-current="page"], & [data-current] a': {
    color: 'var(--portlight-text)',
    borderBottomColor: 'var(--portlight-primary)',
  },
  '& .count': {
    color: 'var(--portlight-muted)',
    fontWeight: 400,
    marginLeft: 6,
  },
});

/** One tab: a place of its own, with an address of its own. */
export interface TabItem {
  id: string;
  label: string;
  count?: string;
  /** Its address; where the host has none, `onSelect` is called. */
  to?: LinkTarget;
}

/** The tabs of a page. They are links: each tab can be opened, shared and gone back to. */
export function Tabs(props: {
  label: string;
  items: readonly TabItem[];
  current: string;
  onSelect(id: string): void;
}) {
  const { href, Link } = usePortlightHost();
  return (
    <TabList aria-label={props.label}>
      {props.items.map(item => {
        const address = item.to && href(item.to);
        const isCurrent = item.id === props.current;
        const content = (
          <>
            {item.label}
            {item.count !== undefined && (
              <span className="count">{item.count}</span>
            )}
          </>
        );
        return address === undefined ? (
          <button
            key={item.id}
            type="button"
            aria-current={isCurrent ? 'page' : undefined}
            onClick={() => props.onSelect(item.id)}
          >
            {content}
          </button>
        ) : (
          <span key={item.id} data-current={isCurrent ? '' : undefined}>
            <Link to={address} aria-current={isCurrent ? 'page' : undefined}>
              {content}
            </Link>
          </span>
        );
      })}
    </TabList>
  );
}

const SentenceLine = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'baseline',
  gap: '2px 24px',
  margin: '0 0 18px',
  '& > .sentence': {
    flex: '1 1 320px',
    maxWidth: 900,
    margin: 0,
    fontSize: 20,
    fontWeight: 500,
    lineHeight: 1.35,
    letterSpacing: '-0.01em',
    overflowWrap: 'anywhere',
    textWrap: 'balance',
  },
  '&[data-small]': { margin: '0 0 12px' },
  '&[data-small] > .sentence': { fontSize: 15 },
  '& .side': { marginLeft: 'auto', color: 'var(--portlight-muted)' },
});

/**
 * The answer that a page begins with. Changes of it are announced to screen readers; ticks of numbers in tables
 * are not.
 */
export function Sentence(props: {
  children: ReactNode;
  small?: boolean;
  /** The sentence is the page's title: there is no other. */
  heading?: boolean;
  /** At the right edge of the line. */
  side?: ReactNode;
}) {
  const Tag = props.heading ? 'h2' : 'p';
  return (
    <SentenceLine data-small={props.small ? '' : undefined}>
      <Tag className="sentence" aria-live="polite">
        {props.children}
      </Tag>
      {props.side && <div className="side">{props.side}</div>}
    </SentenceLine>
  );
}

/** Facts as name and value, in as many columns as fit. */
export const Facts = styled('dl')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(180px, 40vw), 1fr))',
  gap: '12px 24px',
  margin: '0 0 24px',
  '& dt': { color: 'var(--portlight-muted)', fontSize: 12 },
  '& dd': { margin: 0, overflowWrap: 'anywhere' },
});

/** One of {@link Facts}; left out when there is nothing to say. */
export function Fact(props: { name: string; children: ReactNode }) {
  if (props.children === undefined || props.children === null) return null;
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
