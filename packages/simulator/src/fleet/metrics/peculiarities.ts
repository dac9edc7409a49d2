/** What is different about a service, which its metrics show and its objects do not. */
export interface Peculiarity {
  /** How much slower its first pod answers than the others. */
  slowPeer?: number;
  /** Every second pod has other histogram bounds: a rollout of new ones that stopped half way. */
  newBounds?: boolean;
  /** Of all requests. */
  errorShare?: number;
}

const PECULIARITIES: Record<string, Peculiarity> = {
  // Its node's disk is dying.
  'prod-eu/catalog': { slowPeer: 4.2 },
  'prod-eu/pricing': { newBounds: true },
  'prod-us/checkout': { errorShare: 0.031 },
  'payments/payments-api': { slowPeer: 3.4 },
};

/** What is different about a service in a cluster. */
export function peculiarityOf(cluster: string, service: string): Peculiarity {
  return PECULIARITIES[`${cluster}/${service}`] ?? {};
}
