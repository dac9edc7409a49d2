import { browse } from './browse/browse';
import { bundle } from './bundle/bundle';
import { cost } from './cost/cost';
import { entity } from './entity/entity';
import { exposition } from './exposition/exposition';
import { firstSync } from './firstSync/firstSync';
import { podMemory } from './firstSync/podMemory';
import { history } from './history/history';
import { latency } from './latency/latency';
import { queries } from './queries/queries';
import { rightsizing } from './rightsizing/rightsizing';
import { scale } from './scale/scale';
import type { Suite } from './suite';

/** All measurements, in the order in which they run. */
export const SUITES: readonly Suite[] = [
  firstSync,
  podMemory,
  latency,
  queries,
  entity,
  history,
  cost,
  rightsizing,
  scale,
  exposition,
  browse,
  bundle,
];
