import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { ScrollArea } from './ScrollArea';
import { TableFrame } from './table/tableStyles';

/** One column of a {@link SimpleTable}. */
export interface SimpleColumn<T> {
  header: string;
  cell(row: T): ReactNode;
  align?: 'right';
  /** Pixels; columns without a width share the rest. */
  width?: number;
  /** Long text that may take several lines instead of being cut. */
  isWrapped?: boolean;
}

const Frame = styled(TableFrame)({
  // Lines only: a page of many short tables in boxes would be a wall.
  border: 0,
  borderRadius: 0,
  background: 'none',
  '& th': { position: 'static', background: 'none' },
  '& th:first-of-type, & td:first-of-type': { paddingLeft: 1 },
  '& th:last-of-type, & td:last-of-type': { paddingRight: 1 },
  '& td[data-wrapped]': {
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
    paddingTop: 8,
    paddingBottom: 8,
  },
  '& td': { verticalAlign: 'middle' },
});

/** A short table inside a page, in its given order: containers, conditions, events of one object. */
export function SimpleTable<T>(props: {
  label: string;
  columns: readonly SimpleColumn<T>[];
  rows: readonly T[];
  rowKey(row: T, index: number): string;
}) {
  const { label, columns, rows, rowKey } = props;
  const minWidth = columns.reduce(
    (sum, column) => sum + (column.width ?? 200),
    0,
  );
  return (
    <Frame>
      <ScrollArea label={label}>
        <table style={{ minWidth }}>
          <colgroup>
            {columns.map(column => (
              <col key={column.header} style={{ width: column.width }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {columns.map(column => (
                <th key={column.header} scope="col" data-align={column.align}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={rowKey(row, index)}>
                {columns.map(column => (
                  <td
                    key={column.header}
                    data-align={column.align}
                    data-wrapped={column.isWrapped ? '' : undefined}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Frame>
  );
}
