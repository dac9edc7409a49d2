import { useCallback, useMemo } from 'react';
import { usePortlightHost } from '../host/PortlightProvider';
import { formatTableState, parseTableState, type TableState } from './urlState';

/** A table's search, order, filters and columns, kept in the address of the page. */
export function useTableState(
  filterNames: readonly string[],
  prefix?: string,
): [TableState, (change: Partial<TableState>) => void] {
  const { search, setSearch } = usePortlightHost();
  const names = filterNames.join(',');
  const state = useMemo(
    () => parseTableState(search, names ? names.split(',') : [], prefix),
    [search, names, prefix],
  );
  const change = useCallback(
    (part: Partial<TableState>) =>
      setSearch(
        formatTableState(
          search,
          { ...state, ...part },
          names ? names.split(',') : [],
          prefix,
        ),
      ),
    [search, setSearch, state, names, prefix],
  );
  return [state, change];
}
