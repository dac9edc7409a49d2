import { CostFrame } from './CostFrame';
import { CostTab } from './CostTab';

const FLEET = {};

/**
 * What the fleet costs: this month with its forecast, the last weeks by cluster, owner, system or namespace, and who
 * spends what.
 *
 * @public
 */
export function CostsView() {
  return (
    <CostFrame tab="overview">
      <CostTab scope={FLEET} />
    </CostFrame>
  );
}
