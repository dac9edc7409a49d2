import type { CostScope } from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import { CostTab } from './CostTab';
import { CostSummary } from './CostSummary';

/** Props of {@link EntityCostView} and {@link EntityCostCard}. @public */
export interface EntityCostProps {
  /** Such as `component:default/cart`; a system, domain, group or user is the sum of what belongs to it. */
  entityRef: string;
}

function useScope({ entityRef }: EntityCostProps): CostScope {
  return useMemo(() => ({ entityRef }), [entityRef]);
}

/**
 * What a catalog entity costs, in every cluster.
 *
 * @public
 */
export function EntityCostView(props: EntityCostProps) {
  return <CostTab scope={useScope(props)} />;
}

/**
 * The sentence about what an entity costs, its last 30 days, and what of it costs most.
 *
 * @public
 */
export function EntityCostCard(props: EntityCostProps) {
  return <CostSummary scope={useScope(props)} />;
}
