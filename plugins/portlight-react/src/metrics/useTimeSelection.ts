import { useCallback, useMemo } from 'react';
import type { ChartRange } from '../charts';
import { useNow } from '../components';
import { usePortlightHost } from '../host/PortlightProvider';
import {
  boundsOf,
  formatTimeSelection,
  parseTimeSelection,
  type TimeSelection,
} from './timeSelection';

/** The time of the page, from and into its address. */
export function useTimeSelection(): [
  TimeSelection,
  (selection: TimeSelection) => void,
] {
  const { search, setSearch } = usePortlightHost();
  const selection = useMemo(() => parseTimeSelection(search), [search]);
  const select = useCallback(
    (next: TimeSelection) =>
      setSearch(formatTimeSelection(search, next), { push: true }),
    [search, setSearch],
  );
  return [selection, select];
}

/** The time axis of all charts of the page; the same object until it moves. */
export function useChartRange(selection: TimeSelection): ChartRange {
  const { start, end } = boundsOf(selection, useNow());
  return useMemo(() => ({ start, end }), [start, end]);
}
