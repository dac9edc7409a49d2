import type { FocusPart, FocusPrice } from './types';

/** What stands in an identifier for what has no name. */
const UNNAMED = 'any';

/** The class of a volume, or of traffic; prices of these have it in their key, after the cluster and the kind. */
function unitName(cluster: string, { kind, key }: FocusPrice): string {
  const prefix = `${cluster}|${kind}|`;
  return key.startsWith(prefix) ? key.slice(prefix.length).split('|')[0] : '';
}

/** What is paid for: nodes of a type, or the volumes of a class. Its identifier has no price in it, and so stays. */
export function resourceOf(cluster: string, price: FocusPrice) {
  const name = unitName(cluster, price) || UNNAMED;
  switch (price.kind) {
    case 'node':
      return {
        id: `${cluster}/nodes/${price.instanceType || UNNAMED}`,
        name: price.instanceType || null,
        type: 'Kubernetes nodes',
      };
    case 'storage':
      return {
        id: `${cluster}/volumes/${name}`,
        name: null,
        type: 'Kubernetes volumes',
      };
    case 'loadBalancer':
      return {
        id: `${cluster}/loadbalancers`,
        name: null,
        type: 'Kubernetes load balancers',
      };
    case 'network':
      return {
        id: `${cluster}/network/${name}`,
        name: null,
        type: 'Kubernetes network',
      };
    default:
      return { id: cluster, name: cluster, type: 'Kubernetes cluster' };
  }
}

/**
 * What is sold, and what of it has a price. FOCUS wants both the same in all billing periods and accounts: neither has
 * an amount, a version or a cluster in it.
 */
export function skuOf(
  cluster: string,
  price: FocusPrice,
  { resource }: FocusPart,
): { id: string; price: string } {
  const name =
    price.kind === 'node' ? price.instanceType : unitName(cluster, price);
  const id = `${price.kind}/${name || UNNAMED}/${resource}`;
  return {
    id,
    price: `${id}/${price.region || UNNAMED}/${
      price.capacityType || 'on-demand'
    }`,
  };
}
