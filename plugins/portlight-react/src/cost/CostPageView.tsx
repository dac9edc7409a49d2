import { lazy, Suspense, type ComponentType } from 'react';
import { Empty, Skeleton } from '../components';
import type { CostTab } from '../host/PortlightHost';
import { usePortlightHost } from '../host/PortlightProvider';
import { CostFrame } from './CostFrame';

/** Props of {@link CostPageView}. @public */
export interface CostPageViewProps {
  /** Which page. */
  tab: Exclude<CostTab, 'overview'>;
}

/** Each is loaded when it is opened: few of those who look at the cost of something do. */
const PAGES: Record<CostPageViewProps['tab'], ComponentType> = {
  rightsizing: lazy(() =>
    import('../rightsizing').then(module => ({
      default: module.RightsizingPage,
    })),
  ),
  budgets: lazy(() => import('./budgets/BudgetsPage')),
  unowned: lazy(() => import('./unowned/UnownedPage')),
  anomalies: lazy(() => import('./anomalies/AnomaliesPage')),
  accuracy: lazy(() => import('./accuracy/AccuracyPage')),
};

/** What each needs a portal for. */
const NEEDS: Record<CostPageViewProps['tab'], string> = {
  rightsizing:
    'What a container should request follows from days of its usage, which the portal keeps.',
  budgets:
    'What is spent of a budget follows from the hours of a month, which the portal computes and keeps.',
  unowned:
    'Who owns a workload stands in the catalog of the portal, and what it cost in its history.',
  anomalies:
    'A day is only unusual beside the weeks before it, which the portal keeps.',
  accuracy:
    'Prices, bills and the hourly job belong to the portal. The rates used here are set in the settings of this plugin.',
};

/**
 * The pages beside the cost of the fleet: rightsizing, budgets, unowned spend, anomalies, and prices with their
 * accuracy.
 *
 * @public
 */
export function CostPageView({ tab }: CostPageViewProps) {
  const { api } = usePortlightHost();
  const Page = PAGES[tab];
  return (
    <CostFrame tab={tab}>
      {api.mode === 'direct' ? (
        <Empty title="This needs a portal">{NEEDS[tab]}</Empty>
      ) : (
        <Suspense
          fallback={
            <Skeleton label="the page" rows={10} columns={[0.5, 0.2]} />
          }
        >
          <Page />
        </Suspense>
      )}
    </CostFrame>
  );
}
