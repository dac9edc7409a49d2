import { styled } from '@mui/material/styles';

/** The bar of controls of a page about cost, and groups of buttons of which one is pressed. */
export const ControlBar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '8px 12px',
  margin: '0 0 16px',
  '& .end': { marginLeft: 'auto' },
  '& label': { color: 'var(--portlight-muted)' },
  '& select, & input': {
    height: 30,
    minWidth: 0,
    padding: '0 8px',
    font: 'inherit',
    color: 'inherit',
    background: 'var(--portlight-surface)',
    border: '1px solid var(--portlight-divider)',
    borderRadius: 'var(--portlight-radius)',
  },
  '& ::placeholder': { color: 'var(--portlight-muted)', opacity: 1 },
  '& form': {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: 6,
  },
  // Of the whole width: what opens below the bar.
  '& form.row': {
    display: 'flex',
    flexBasis: '100%',
    order: 1,
    gap: '8px 14px',
    padding: '8px 12px',
    background: 'var(--portlight-surface)',
    border: '1px solid var(--portlight-divider)',
    borderRadius: 'var(--portlight-radius)',
  },
  '& form button, & .more': {
    height: 30,
    padding: '0 10px',
    font: 'inherit',
    color: 'inherit',
    background: 'var(--portlight-hover)',
    border: '1px solid var(--portlight-divider)',
    borderRadius: 'var(--portlight-radius)',
    cursor: 'pointer',
  },
  '& .more': { background: 'var(--portlight-surface)' },
  '& .problem': {
    color: 'var(--portlight-bad)',
    flexBasis: '100%',
    order: 2,
  },
  '@media (max-width: 600px)': {
    // Smaller, and a phone's browser would zoom in on focus.
    '& input, & select': { fontSize: 16 },
    '& .filter, & .filter input': { flex: '1 1 100%' },
    '& .end': { marginLeft: 0 },
  },
});

/** Buttons of which one is pressed. */
export const Choices = styled('span')({
  display: 'inline-flex',
  maxWidth: '100%',
  border: '1px solid var(--portlight-divider)',
  borderRadius: 'var(--portlight-radius)',
  background: 'var(--portlight-surface)',
  '& button': {
    appearance: 'none',
    flex: 'none',
    minHeight: 28,
    padding: '0 10px',
    border: 0,
    background: 'none',
    color: 'var(--portlight-muted)',
    font: 'inherit',
    whiteSpace: 'nowrap',
    cursor: 'pointer',
  },
  '& button + button': { borderLeft: '1px solid var(--portlight-divider)' },
  // A row that is cut would hide that there is more.
  '@media (max-width: 600px)': { flexWrap: 'wrap' },
  '& button:hover': { color: 'var(--portlight-text)' },
  '& button:focus-visible': { outlineOffset: -2 },
  '& button[aria-pressed="true"]': {
    color: 'var(--portlight-text)',
    fontWeight: 600,
    background: 'var(--portlight-hover)',
  },
});

/** A figure that opens the work behind it. */
export const WorkButton = styled('button')({
  appearance: 'none',
  border: 0,
  padding: 0,
  background: 'none',
  color: 'inherit',
  font: 'inherit',
  cursor: 'pointer',
  textDecoration: 'underline dotted',
  textDecorationColor: 'var(--portlight-muted)',
  textUnderlineOffset: 3,
  '&:hover': { textDecorationStyle: 'solid' },
});
