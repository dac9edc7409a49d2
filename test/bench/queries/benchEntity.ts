import { ENTITY_ANNOTATIONS } from '@portlight/plugin-portlight-common';

/** An entity whose workload is in every cluster of a bench fleet. */
export const BENCH_ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'service-3',
    annotations: { [ENTITY_ANNOTATIONS.kubernetesId]: 'service-3' },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-3' },
};
