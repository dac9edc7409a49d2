import type { Change } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Age } from '../components';

const List = styled('ol')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& li': {
    display: 'flex',
    gap: 12,
    padding: '3px 0',
    overflowWrap: 'anywhere',
  },
  '& .at': {
    flex: '0 0 36px',
    color: 'var(--portlight-muted)',
  },
  '& .body': { minWidth: 0 },
  // links in running text are told from it by more than their colour
  '& .body a': {
    textDecoration: 'underline',
    textDecorationColor: 'var(--portlight-divider)',
    textUnderlineOffset: 2,
  },
});

/** What changed, newest first. */
export function ChangeList<T extends Change>(props: {
  changes: readonly T[];
  /** Beside the title, such as where it was. */
  detail?(change: T): ReactNode;
}) {
  return (
    <List>
      {props.changes.map((change, index) => (
        <li key={`${change.at}:${index}`}>
          <span className="at">
            <Age time={change.at} />
          </span>
          <span className="body">
            {change.title}
            {props.detail && <> {props.detail(change)}</>}
          </span>
        </li>
      ))}
    </List>
  );
}
