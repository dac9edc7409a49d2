import { styled } from '@mui/material/styles';

/** Pixels of one row; the virtual list counts on it. */
export const ROW_HEIGHT = 38;

/** The one style of all tables: one rule set for the whole table, none per cell. */
export const TableFrame = styled('div')({
  border: '1px solid var(--portlight-divider)',
  borderRadius: 'var(--portlight-radius)',
  background: 'var(--portlight-surface)',
  overflow: 'hidden',
  '& table': {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'separate',
    borderSpacing: 0,
  },
  '& th, & td': {
    height: ROW_HEIGHT,
    padding: '0 12px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    textAlign: 'left',
    borderBottom: '1px solid var(--portlight-divider)',
    font: 'inherit',
  },
  '& th': {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    height: 34,
    color: 'var(--portlight-muted)',
    fontSize: 12,
    fontWeight: 500,
    background: 'var(--portlight-surface)',
  },
  '& tbody tr:last-of-type td': { borderBottomColor: 'transparent' },
  '& [data-align="right"]': { textAlign: 'right' },
  '& th button': {
    appearance: 'none',
    display: 'inline-flex',
    alignItems: 'center',
    gap: 4,
    maxWidth: '100%',
    padding: '4px 0',
    border: 0,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    cursor: 'pointer',
  },
  '& th[data-align="right"] button': { flexDirection: 'row-reverse' },
  '& th button:hover, & th[aria-sort="ascending"], & th[aria-sort="descending"]':
    { color: 'var(--portlight-text)' },
  '& th .arrow': { width: 8, fontSize: 10 },
  '& th button:not(:hover):not(:focus-visible) .arrow[data-idle]': {
    visibility: 'hidden',
  },
  '& tbody tr[data-opens]': { cursor: 'pointer' },
  '& tbody tr[data-opens]:hover td': { background: 'var(--portlight-hover)' },
  // The status stays as it is: that the data is old is the news of such a row.
  '& tbody tr[data-muted] td': { color: 'var(--portlight-muted)' },
  '& tbody tr[data-muted] td:not(:has([data-status]))': {
    filter: 'grayscale(1)',
  },
  '& tbody tr:focus-visible': { outlineOffset: -2 },
  '& td .primary, & td > a': { fontWeight: 500 },
  '& td .muted': { color: 'var(--portlight-muted)', fontWeight: 400 },
  '&[data-placeholder] tbody': { opacity: 0.55 },
  '& .none': { padding: '4px 16px' },
  '& .footer': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '2px 14px',
    minHeight: 34,
    padding: '0 12px',
    color: 'var(--portlight-muted)',
    fontSize: 12,
    borderTop: '1px solid var(--portlight-divider)',
  },
  '& .footer button': {
    appearance: 'none',
    border: 0,
    padding: '4px 0',
    background: 'none',
    color: 'var(--portlight-primary)',
    font: 'inherit',
    cursor: 'pointer',
  },
});

export const Toolbar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  margin: '0 0 10px',
  '& .end': { marginLeft: 'auto' },
});
