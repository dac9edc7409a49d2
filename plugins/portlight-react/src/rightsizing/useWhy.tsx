import type {
  Rightsizing,
  RightsizingReport,
} from '@portlight/plugin-portlight-common';
import { lazy, Suspense, useCallback } from 'react';
import { withParameter } from '../components';
import { usePortlightHost } from '../host/PortlightProvider';
import { workloadKey } from './patches';

const WhyDialog = lazy(() => import('./WhyDialog'));

/** In the address: the workload whose recommendation is explained. */
const OPENED = 'why';

/** Opens the explanation of a workload; a link to it opens it too. */
export function useOpenWhy(): (item: Rightsizing) => void {
  const { search, setSearch } = usePortlightHost();
  return useCallback(
    item =>
      setSearch(withParameter(search, OPENED, workloadKey(item)), {
        push: true,
      }),
    [search, setSearch],
  );
}

/** The explanation that the address asks for. */
export function WhyRoute({ report }: { report: RightsizingReport }) {
  const { search, setSearch } = usePortlightHost();
  const opened = new URLSearchParams(search).get(OPENED);
  const item =
    opened === null
      ? undefined
      : report.items.find(candidate => workloadKey(candidate) === opened);
  if (!item) return null;
  return (
    <Suspense fallback={null}>
      <WhyDialog
        key={opened}
        item={item}
        strategy={report.strategy}
        currency={report.currency}
        onClose={() => setSearch(withParameter(search, OPENED, undefined))}
      />
    </Suspense>
  );
}
