import type { NamespaceDescription, ServiceDescription } from '../description';
import { COMMERCE } from './commerce';
import { DATA } from './data';
import { INFRASTRUCTURE } from './infrastructure';
import { PAYMENTS } from './payments';

/** The company's namespaces and who answers for them. */
export const NAMESPACES: readonly NamespaceDescription[] = [
  { name: 'shop', owner: 'storefront', system: 'shop' },
  { name: 'checkout', owner: 'checkout', system: 'checkout' },
  { name: 'payments', owner: 'payments', system: 'payments' },
  { name: 'fraud', owner: 'fraud', system: 'fraud-detection' },
  { name: 'data', owner: 'data-platform', system: 'data-platform' },
  { name: 'streaming', owner: 'data-platform', system: 'event-streaming' },
  { name: 'analytics', owner: 'analytics', system: 'analytics' },
  { name: 'stores', owner: 'stores', system: 'point-of-sale' },
  { name: 'experiments', system: 'experiments' },
  { name: 'ingress', owner: 'platform', system: 'shared-infrastructure' },
  { name: 'monitoring', owner: 'platform', system: 'observability' },
  { name: 'security', owner: 'platform', system: 'shared-infrastructure' },
  { name: 'kube-system', owner: 'platform', system: 'shared-infrastructure' },
];

/** Every program of the company. */
export const SERVICES: readonly ServiceDescription[] = [
  ...COMMERCE,
  ...PAYMENTS,
  ...DATA,
  ...INFRASTRUCTURE,
];
