import { visuallyHidden } from '../visuallyHidden';

const SORT_WORDS = { asc: 'ascending', desc: 'descending' } as const;
const ARROWS = { asc: '↑', desc: '↓' } as const;

/** A column's head; a button where rows can be ordered by it. */
export function HeaderCell(props: {
  label: string;
  isHidden?: boolean;
  align?: 'right';
  direction: 'asc' | 'desc' | false;
  onSort?(): void;
}) {
  const { label, isHidden, align, direction, onSort } = props;
  return (
    <th
      scope="col"
      data-align={align}
      aria-sort={direction ? SORT_WORDS[direction] : undefined}
    >
      {onSort ? (
        <button type="button" onClick={onSort}>
          {label}
          <span
            className="arrow"
            aria-hidden="true"
            data-idle={direction ? undefined : ''}
          >
            {ARROWS[direction || 'asc']}
          </span>
        </button>
      ) : (
        <span style={isHidden ? visuallyHidden : undefined}>{label}</span>
      )}
    </th>
  );
}
