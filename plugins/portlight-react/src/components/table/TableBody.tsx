import { styled } from '@mui/material/styles';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  memo,
  useEffect,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import type { Column } from './columns';
import { ROW_HEIGHT } from './tableStyles';

/** Below this all rows are drawn: find-in-page then finds them, and printing prints them. */
const VIRTUAL_FROM = 60;
/** The next page is asked for when so few rows are left. */
const NEAR_END = 25;
/** The same for somebody who scrolls: a turn of the wheel passes a hundred rows while a page is on its way. */
const NEAR_END_SCROLLING = 300;
/** Rows that are drawn beyond each edge. */
const OVERSCAN = 6;

/** Arrow keys move from row to row; the rows themselves take the focus. */
const Body = styled('tbody')({});

const INTERACTIVE = 'a, button, input, select, textarea, label, summary';

/** The row that an event happened in, and its number. */
function rowOf(target: EventTarget) {
  const row = (target as HTMLElement).closest('tr');
  const index = Number(row?.dataset.index ?? NaN);
  return row && Number.isInteger(index) ? { row, index } : undefined;
}

interface TableRowProps<T> {
  row: T;
  index: number;
  columns: readonly Column<T>[];
  opens: boolean;
  isMuted: boolean;
  isFocusable: boolean;
}

/** One row; drawn again only when something of it changes, not when the table scrolls or another row does. */
const TableRow = memo(<T,>(props: TableRowProps<T>) => {
  const { row, index, columns, opens, isMuted, isFocusable } = props;
  return (
    <tr
      data-index={index}
      data-opens={opens ? '' : undefined}
      data-muted={isMuted ? '' : undefined}
      aria-rowindex={index + 2}
      tabIndex={isFocusable ? 0 : -1}
    >
      {columns.map(column => (
        <td key={column.id} data-align={column.align}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}) as <T>(props: TableRowProps<T>) => JSX.Element;

/** The rows, of which only those in sight are in the document. */
export function TableBody<T>(props: {
  rows: readonly T[];
  rowKey(row: T): string;
  columns: readonly Column<T>[];
  scroll: HTMLElement | null;
  opens(row: T): boolean;
  isMuted?(row: T): boolean;
  onOpen(row: T): void;
  onNearEnd?(): void;
}) {
  const { rows, rowKey, columns, scroll, onNearEnd } = props;
  const isVirtual = rows.length >= VIRTUAL_FROM;
  const [active, setActive] = useState(0);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    enabled: isVirtual,
  });
  const items = virtualizer.getVirtualItems();
  const first = isVirtual ? items[0]?.index ?? 0 : 0;
  const last = isVirtual ? items.at(-1)?.index ?? -1 : rows.length - 1;
  const before = isVirtual ? items[0]?.start ?? 0 : 0;
  const after = isVirtual
    ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
    : 0;

  const ahead = virtualizer.scrollOffset ? NEAR_END_SCROLLING : NEAR_END;
  const isNearEnd = isVirtual && last >= rows.length - ahead;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);

  const focusRow = (body: HTMLElement, index: number) => {
    setActive(index);
    if (isVirtual) virtualizer.scrollToIndex(index);
    // The row may only be drawn after scrolling.
    requestAnimationFrame(() =>
      body
        .querySelector<HTMLElement>(`tr[data-index="${index}"]`)
        ?.focus({ preventScroll: isVirtual }),
    );
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const found = rowOf(event.target);
    if (!found) return;
    const { row, index } = found;
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: rows.length - 1,
    };
    if (Object.hasOwn(steps, event.key)) {
      event.preventDefault();
      const next = Math.max(0, Math.min(rows.length - 1, steps[event.key]));
      focusRow(event.currentTarget, next);
    } else if (event.key === 'Enter' && event.target === row) {
      event.preventDefault();
      props.onOpen(rows[index]);
    }
  };

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const found = rowOf(event.target);
    if (!found || !props.opens(rows[found.index])) return;
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    const isOnControl = (event.target as HTMLElement).closest(INTERACTIVE);
    // Somebody who marks text in a row wants to copy it.
    const isSelecting = window.getSelection()?.toString();
    if (isPlain && !isOnControl && !isSelecting) {
      props.onOpen(rows[found.index]);
    }
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const found = rowOf(event.target);
    if (found) setActive(found.index);
  };

  const focusable = Math.min(Math.max(active, first), Math.max(last, first));
  return (
    <Body onKeyDown={onKeyDown} onClick={onClick} onFocus={onFocus}>
      {before > 0 && <Gap height={before} columnCount={columns.length} />}
      {rows.slice(first, last + 1).map((row, offset) => (
        <TableRow
          key={rowKey(row)}
          row={row}
          index={first + offset}
          columns={columns}
          opens={props.opens(row)}
          isMuted={props.isMuted?.(row) ?? false}
          isFocusable={first + offset === focusable}
        />
      ))}
      {after > 0 && <Gap height={after} columnCount={columns.length} />}
    </Body>
  );
}

/** The place of rows that are out of sight. */
function Gap(props: { height: number; columnCount: number }) {
  return (
    <tr aria-hidden="true">
      <td
        colSpan={props.columnCount}
        style={{ height: props.height, padding: 0, border: 0 }}
      />
    </tr>
  );
}
