import type { Peer } from '@portlight/plugin-portlight-common';

/** One peer among all that are shown: two clusters may use the same addresses. */
export const peerKey = ({ cluster, id }: Peer): string =>
  JSON.stringify([cluster, id]);

/** `ip-10-0-40-111.eu-central-1.compute.internal` -> `ip-10-0-40-111`: the rest is the same for all. */
export const shortNodeName = (name: string): string =>
  // an address has no first label
  /^[\d.:]+$/.test(name) ? name : name.split('.')[0];

/** What tells a pod from its siblings: `cart-6f9c4d8b6-q8w2n` -> `q8w2n`; `redis-0` and addresses as they are. */
export const shortPeerName = (name: string): string =>
  /-[a-z0-9]{8,10}-([a-z0-9]{5})$/.exec(name)?.[1] ?? name;
