import type { Replicas } from '@portlight/plugin-portlight-common';
import { formatCount } from '../components';

/** Ready of wanted: `3/5`; empty for kinds that have no replicas. */
export function formatReplicas(replicas: Replicas | undefined): string {
  return replicas
    ? `${formatCount(replicas.ready)}/${formatCount(replicas.desired)}`
    : '';
}
