import type { MetricsTarget, Peers } from '@portlight/plugin-portlight-common';
import { useApiQuery, type ApiAnswer } from '../host/useApiQuery';

/** The peers of a target, followed live: each target says what push calls it. */
export function usePeers(target: MetricsTarget): ApiAnswer<Peers> {
  return useApiQuery({
    key: ['peers', target],
    topics: ({ targets }: Peers) => targets.map(({ topic }) => topic),
    ask: (api, signal) => api.getPeers(target, { signal }),
  });
}

/** What it is, for people: `cart`, or `the Service shop/cart`. */
export function targetName(target: MetricsTarget): string {
  return 'entityRef' in target
    ? target.entityRef.slice(target.entityRef.lastIndexOf('/') + 1)
    : `the Service ${target.namespace}/${target.service}`;
}
