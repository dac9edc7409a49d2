import type { ReactElement } from 'react';
import { CostSection } from './CostSection';
import { HealthSection } from './HealthSection';
import { MetricsSection } from './MetricsSection';
import { PeersSection } from './PeersSection';
import { hasCost, isMeasured, type ShownResource } from './resource';

/** Our sections of a details page: which kinds have them, and below which of the page's own they stand. */
interface DetailsSection {
  id: string;
  isFor(kind: string): boolean;
  after: readonly string[];
  show(resource: ShownResource): ReactElement;
}

const HEALTH = 'portlight-health';
const PEERS = 'portlight-peers';
const METRICS = 'portlight-metrics';
const COST = 'portlight-cost';

export const DETAILS_SECTIONS: readonly DetailsSection[] = [
  {
    id: HEALTH,
    isFor: isMeasured,
    // before the properties: it answers first
    after: ['MAIN_HEADER', 'METADATA'],
    show: resource => <HealthSection resource={resource} />,
  },
  {
    id: PEERS,
    isFor: kind => kind === 'Service',
    after: ['METADATA', 'MAIN_HEADER'],
    show: resource => <PeersSection resource={resource} />,
  },
  {
    id: METRICS,
    isFor: kind => kind === 'Service' || isMeasured(kind),
    after: [PEERS, 'METADATA', 'MAIN_HEADER'],
    show: resource => <MetricsSection resource={resource} />,
  },
  {
    id: COST,
    isFor: hasCost,
    after: [METRICS, 'METADATA', 'MAIN_HEADER'],
    show: resource => <CostSection resource={resource} />,
  },
];
