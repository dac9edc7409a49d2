import { useCallback, useMemo } from 'react';
import { usePortlightHost } from '../host/PortlightProvider';
import {
  formatCostSelection,
  parseCostSelection,
  type CostSelection,
} from './costSelection';

/** What of cost the page shows, from and into its address. */
export function useCostSelection(): [
  CostSelection,
  (change: Partial<CostSelection>, options?: { push?: boolean }) => void,
] {
  const { search, setSearch } = usePortlightHost();
  const selection = useMemo(() => parseCostSelection(search), [search]);
  const change = useCallback(
    (part: Partial<CostSelection>, options?: { push?: boolean }) =>
      setSearch(formatCostSelection(search, part), options),
    [search, setSearch],
  );
  return [selection, change];
}
