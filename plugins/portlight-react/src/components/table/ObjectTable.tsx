import { useMemo, useState, type ReactNode } from 'react';
import { usePortlightHost } from '../../host/PortlightProvider';
import type { LinkTarget } from '../../host/PortlightHost';
import type { ApiAnswer, ApiListAnswer } from '../../host/useApiQuery';
import { formatCount } from '../formats';
import { Loaded } from '../Loaded';
import { ScrollArea } from '../ScrollArea';
import { Skeleton } from '../states';
import type { TableState } from '../urlState';
import { arrangeRows, isSortable, nextSort } from './arrangeRows';
import { FLEXIBLE_WIDTH, type Column, type Filter } from './columns';
import { HeaderCell } from './HeaderCell';
import { TableBody } from './TableBody';
import { ROW_HEIGHT, TableFrame } from './tableStyles';
import { isNarrowed, TableToolbar } from './TableToolbar';

/** Rows that are all there, or pages of a list that the server orders, filters and pages. */
export type TableAnswer<T> = ApiAnswer<readonly T[]> | ApiListAnswer<T>;

/** See {@link ObjectTable}. */
export interface ObjectTableProps<T> {
  /** What the rows are, in the plural and small: `pods`. */
  label: string;
  columns: readonly Column<T>[];
  rowKey(row: T): string;
  state: TableState;
  onStateChange(change: Partial<TableState>): void;
  filters?: readonly Filter<T>[];
  /** Text that the search looks in; left out where the server searches. */
  searchText?(row: T): string;
  /** Where a row leads to. */
  rowTarget?(row: T): LinkTarget | undefined;
  /** The row's data is old. */
  isRowMuted?(row: T): boolean;
  /** The order without a chosen one (data that is wholly in the browser). */
  defaultSort?: { column: string; descending: boolean };
  /** A list with more pages is ordered and filtered by the server, else it happens here. */
  answer: TableAnswer<T>;
  /** What was asked for, for errors: `the pods of prod-eu`. */
  what: string;
  /** Shown instead of rows when nothing is there (and nothing narrows the table). */
  empty: ReactNode;
  /** No search, filters and footer: for short lists inside a page. */
  isPlain?: boolean;
  /** CSS height at which the table begins to scroll. */
  maxHeight?: string;
}

interface GridProps<T> extends ObjectTableProps<T> {
  rows: readonly T[];
  server?: ApiListAnswer<T>;
  filters: readonly Filter<T>[];
  shown: ReadonlySet<string>;
}

const NO_FILTERS: readonly never[] = [];

/**
 * The one table of all views: a real `<table>` with sortable headers, filters and columns in the address,
 * virtual rows, and rows that open with a click or Enter. What it is narrowed by stays in reach also while rows
 * are read and when the server refuses the filter.
 */
export function ObjectTable<T>(props: ObjectTableProps<T>) {
  const { columns, state, onStateChange, label, answer, what } = props;
  const filters = props.filters ?? NO_FILTERS;
  const shown = useMemo(() => {
    const chosen = state.columns;
    return new Set(
      columns
        .filter((column, index) =>
          chosen ? index === 0 || chosen.includes(column.id) : !column.isHidden,
        )
        .map(column => column.id),
    );
  }, [columns, state.columns]);

  const server = 'hasMore' in answer ? answer : undefined;
  return (
    <div>
      {!props.isPlain && (
        <TableToolbar
          label={label}
          state={state}
          onChange={onStateChange}
          columns={columns}
          shown={shown}
          filters={filters}
          hasSearch={server !== undefined || props.searchText !== undefined}
        />
      )}
      <Loaded
        answer={answer}
        what={what}
        skeleton={
          <Skeleton
            label={label}
            rows={props.isPlain ? 3 : 12}
            rowHeight={ROW_HEIGHT}
            columns={[0.28, 0.14, 0.12, 0.1, 0.1]}
          />
        }
      >
        {(rows: readonly T[]) => (
          <TableGrid
            {...props}
            rows={rows}
            server={server}
            filters={filters}
            shown={shown}
          />
        )}
      </Loaded>
    </div>
  );
}

/** The table below the toolbar. */
function TableGrid<T>(props: GridProps<T>) {
  const { columns, rows, state, onStateChange, server, label } = props;
  const { searchText, rowKey, defaultSort, filters, shown } = props;
  const host = usePortlightHost();
  // State instead of a ref: the rows are measured in it, and it appears after them.
  const [scroll, setScroll] = useState<HTMLDivElement | null>(null);

  const isServerSide = server !== undefined;
  const sort = state.sort ?? defaultSort;
  const visible = useMemo(
    () =>
      isServerSide
        ? rows
        : arrangeRows(rows, { columns, filters, searchText, state, sort }),
    [isServerSide, rows, columns, filters, searchText, state, sort],
  );
  const visibleColumns = useMemo(
    () => columns.filter(column => shown.has(column.id)),
    [columns, shown],
  );
  const total = server ? server.total ?? rows.length : rows.length;
  const hrefOf = (row: T) => {
    const target = props.rowTarget?.(row);
    return target && host.href(target);
  };
  const minWidth = visibleColumns.reduce(
    (sum, column) => sum + (column.width ?? FLEXIBLE_WIDTH),
    0,
  );

  return (
    <TableFrame
      data-placeholder={server?.isPlaceholder ? '' : undefined}
      aria-busy={server?.isPlaceholder ? true : undefined}
    >
      {visible.length === 0 ? (
        <div className="none">
          {isNarrowed(state) ? (
            <NothingMatches
              label={label}
              total={isServerSide ? undefined : total}
              onClear={() => onStateChange({ search: '', filters: {} })}
            />
          ) : (
            props.empty
          )}
        </div>
      ) : (
        <ScrollArea
          ref={setScroll}
          label={`Table of ${label}`}
          style={{ maxHeight: props.maxHeight }}
        >
          <table style={{ minWidth }} aria-rowcount={total + 1}>
            <colgroup>
              {visibleColumns.map(column => (
                <col key={column.id} style={{ width: column.width }} />
              ))}
            </colgroup>
            <thead>
              <tr aria-rowindex={1}>
                {visibleColumns.map(column => (
                  <HeaderCell
                    key={column.id}
                    label={column.header}
                    isHidden={column.isHeaderHidden}
                    align={column.align}
                    direction={
                      sort?.column === column.id &&
                      (sort.descending ? 'desc' : 'asc')
                    }
                    onSort={
                      isSortable(column, isServerSide)
                        ? () => onStateChange({ sort: nextSort(column, sort) })
                        : undefined
                    }
                  />
                ))}
              </tr>
            </thead>
            <TableBody
              rows={visible}
              rowKey={rowKey}
              columns={visibleColumns}
              scroll={scroll}
              onNearEnd={
                server?.hasMore && !server.isLoadingMore
                  ? server.loadMore
                  : undefined
              }
              onOpen={row => {
                const address = hrefOf(row);
                if (address !== undefined) host.navigate(address);
              }}
              opens={row => hrefOf(row) !== undefined}
              isMuted={props.isRowMuted}
            />
          </table>
        </ScrollArea>
      )}
      {!props.isPlain && visible.length > 0 && (
        <div className="footer">
          <span>
            {visible.length === total
              ? `${formatCount(total)} ${label}`
              : `${formatCount(visible.length)} of ${formatCount(
                  total,
                )} ${label}`}
          </span>
          {server?.hasMore && (
            <button
              type="button"
              disabled={server.isLoadingMore}
              onClick={server.loadMore}
            >
              {server.isLoadingMore ? 'Loading more' : 'Load more'}
            </button>
          )}
          {server?.isPaused && (
            <span>
              So many rows are not refreshed by themselves.{' '}
              <button type="button" onClick={server.retry}>
                Refresh
              </button>
            </span>
          )}
        </div>
      )}
    </TableFrame>
  );
}

function NothingMatches(props: {
  label: string;
  total?: number;
  onClear(): void;
}) {
  const { label, total, onClear } = props;
  return (
    <p>
      {total === undefined
        ? `No ${label} match.`
        : `None of ${formatCount(total)} ${label} match.`}{' '}
      <button type="button" onClick={onClear}>
        Clear search and filters
      </button>
    </p>
  );
}
