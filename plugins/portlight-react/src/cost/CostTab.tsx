import type { CostScope } from '@portlight/plugin-portlight-common';
import { lazy, Suspense } from 'react';
import { Skeleton } from '../components';

const CostContent = lazy(() =>
  import('./CostContent').then(module => ({ default: module.CostContent })),
);
const RightsizingSection = lazy(() =>
  import('../rightsizing').then(module => ({
    default: module.RightsizingSection,
  })),
);

/** Only what people can change the requests of: a workload, or what the entity is. */
const isRightsized = (
  scope: CostScope,
): scope is Extract<CostScope, { name: string } | { entityRef: string }> =>
  'name' in scope || 'entityRef' in scope;

/** What something costs, loaded when it is opened: few of those who look at a page do. */
export function CostTab({ scope }: { scope: CostScope }) {
  return (
    <Suspense
      fallback={<Skeleton label="the cost" rows={10} columns={[0.5, 0.2]} />}
    >
      <CostContent scope={scope} />
      {isRightsized(scope) && <RightsizingSection scope={scope} />}
    </Suspense>
  );
}
