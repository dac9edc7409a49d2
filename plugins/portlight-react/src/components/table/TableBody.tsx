import type { Row } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { styled } from '@mui/material/styles';
import { ROW_HEIGHT } from './tableStyles';

/** Below this all rows are drawn: find-in-page then finds them, and printing prints them. */
const VIRTUAL_FROM = 60;
/** The next page is asked for when so few rows are left. */
const NEAR_END = 25;

/** Arrow keys move from row to row; the rows themselves take the focus. */
const Body = styled('tbody')({});

const INTERACTIVE = 'a, button, input, select, textarea, label, summary';

/** The rows, of which only those in sight are in the document. */
export function TableBody<T>(props: {
  rows: Row<T>[];
  columnCount: number;
  scroll: HTMLElement | null;
  renderCells(row: Row<T>): ReactNode;
  opens(row: T): boolean;
  isMuted?(row: T): boolean;
  onOpen(row: T): void;
  onNearEnd?(): void;
}) {
  const { rows, columnCount, scroll, onNearEnd } = props;
  const isVirtual = rows.length >= VIRTUAL_FROM;
  const [active, setActive] = useState(0);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll,
    estimateSize: () => ROW_HEIGHT,
    overscan: 15,
    enabled: isVirtual,
    getItemKey: index => rows[index]?.id ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const first = isVirtual ? items[0]?.index ?? 0 : 0;
  const last = isVirtual ? items.at(-1)?.index ?? -1 : rows.length - 1;
  const before = isVirtual ? items[0]?.start ?? 0 : 0;
  const after = isVirtual
    ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
    : 0;

  const isNearEnd = isVirtual && last >= rows.length - NEAR_END;
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
    const row = (event.target as HTMLElement).closest('tr');
    const index = Number(row?.dataset.index);
    if (!row || !Number.isInteger(index)) return;
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
      props.onOpen(rows[index].original);
    }
  };

  const onClick = (event: MouseEvent, row: T) => {
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    const isOnControl = (event.target as HTMLElement).closest(INTERACTIVE);
    // Somebody who marks text in a row wants to copy it.
    const isSelecting = window.getSelection()?.toString();
    if (isPlain && !isOnControl && !isSelecting) props.onOpen(row);
  };

  const focusable = Math.min(Math.max(active, first), Math.max(last, first));
  return (
    <Body onKeyDown={onKeyDown}>
      {before > 0 && <Gap height={before} columnCount={columnCount} />}
      {rows.slice(first, last + 1).map((row, offset) => {
        const index = first + offset;
        const opens = props.opens(row.original);
        return (
          <tr
            key={row.id}
            data-index={index}
            data-opens={opens ? '' : undefined}
            data-muted={props.isMuted?.(row.original) ? '' : undefined}
            aria-rowindex={index + 2}
            tabIndex={index === focusable ? 0 : -1}
            onFocus={() => setActive(index)}
            onClick={opens ? event => onClick(event, row.original) : undefined}
          >
            {props.renderCells(row)}
          </tr>
        );
      })}
      {after > 0 && <Gap height={after} columnCount={columnCount} />}
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
