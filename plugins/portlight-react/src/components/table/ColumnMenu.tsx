import Checkbox from '@mui/material/Checkbox';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useRef, useState } from 'react';
import { usePortalStyle } from '../../host/PortlightProvider';
import type { Column } from './columns';
import { ChipFrame } from './FilterChip';

/** Which columns a table shows. The first one, the name, always stays. */
export function ColumnMenu<T>(props: {
  columns: readonly Column<T>[];
  shown: ReadonlySet<string>;
  /** Undefined for the usual set. */
  onChange(columns: string[] | undefined): void;
}) {
  const { columns, shown, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const style = usePortalStyle();
  const toggle = (id: string) => {
    const next = columns
      .map(column => column.id)
      .filter(other => (other === id ? !shown.has(id) : shown.has(other)));
    const usual = columns.filter(column => !column.isHidden);
    const isUsual =
      next.length === usual.length &&
      usual.every(column => next.includes(column.id));
    onChange(isUsual ? undefined : next);
  };
  return (
    <ChipFrame>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <span className="name">Columns</span>
      </button>
      <Menu
        anchorEl={anchor.current}
        open={isOpen}
        onClose={() => setOpen(false)}
        slotProps={{ root: { style } }}
        MenuListProps={{ dense: true, 'aria-label': 'Columns' }}
      >
        {columns.slice(1).map(column => (
          <MenuItem
            key={column.id}
            role="menuitemcheckbox"
            aria-checked={shown.has(column.id)}
            onClick={() => toggle(column.id)}
          >
            <Checkbox
              size="small"
              edge="start"
              tabIndex={-1}
              disableRipple
              checked={shown.has(column.id)}
              inputProps={{ 'aria-hidden': true }}
              style={{ padding: '0 8px 0 0' }}
            />
            {column.header}
          </MenuItem>
        ))}
      </Menu>
    </ChipFrame>
  );
}
