import type { TableState } from '../urlState';
import { ColumnMenu } from './ColumnMenu';
import type { Column, Filter } from './columns';
import { ChipFrame, FilterChip } from './FilterChip';
import { SearchBox } from './SearchBox';
import { Toolbar } from './tableStyles';

/** Whether anything narrows the table. */
export const isNarrowed = (state: TableState) =>
  state.search !== '' || Object.keys(state.filters).length > 0;

/** Search, filters and columns of a table. */
export function TableToolbar<T>(props: {
  label: string;
  state: TableState;
  onChange(change: Partial<TableState>): void;
  columns: readonly Column<T>[];
  shown: ReadonlySet<string>;
  filters: readonly Filter<T>[];
  hasSearch: boolean;
}) {
  const { label, state, onChange, columns, shown, filters } = props;
  const setFilter = (id: string, values: string[]) => {
    const { [id]: _, ...others } = state.filters;
    onChange({ filters: values.length ? { ...others, [id]: values } : others });
  };
  return (
    <Toolbar role="toolbar" aria-label={`Filters of ${label}`}>
      {props.hasSearch && (
        <SearchBox
          label={label}
          value={state.search}
          onChange={search => onChange({ search })}
        />
      )}
      {filters.map(filter => (
        <FilterChip
          key={filter.id}
          filter={filter}
          values={state.filters[filter.id] ?? []}
          onChange={values => setFilter(filter.id, values)}
        />
      ))}
      {isNarrowed(state) && (
        <ChipFrame>
          <button
            type="button"
            onClick={() => onChange({ search: '', filters: {} })}
          >
            Clear all
          </button>
        </ChipFrame>
      )}
      <span className="end">
        <ColumnMenu
          columns={columns}
          shown={shown}
          onChange={ids => onChange({ columns: ids })}
        />
      </span>
    </Toolbar>
  );
}
