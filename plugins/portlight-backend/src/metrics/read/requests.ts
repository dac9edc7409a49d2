import { stringifyEntityRef } from '@backstage/catalog-model';
import { PortlightError } from '@portlight/plugin-portlight-common';
import type { OperationId, OperationRequest } from '../../api/operations';
import type { Asker, PeersRequest } from '../../peers';

/** The operations about an entity. */
export type EntityOperation = Extract<
  OperationId,
  'getEntityMetrics' | 'getEntityMetricFamily' | 'getEntityMetricHistory'
>;

/** The operations about a Service. */
export type ServiceOperation = Extract<
  OperationId,
  'getServiceMetrics' | 'getServiceMetricFamily' | 'getServiceMetricHistory'
>;

/** Whose peers a request about an entity is about. */
export function ofEntity({
  path: { kind, namespace, name },
  query,
}: OperationRequest<EntityOperation>): PeersRequest {
  return {
    entityRef: stringifyEntityRef({ kind, namespace, name }),
    cluster: query.cluster,
  };
}

/** Whose peers a request about a Service is about. */
export function ofService({
  path: { cluster, namespace, name },
}: OperationRequest<ServiceOperation>): PeersRequest {
  return { cluster, namespace, service: name };
}

/** Who asks. */
export function askerOf({
  visibility,
  credentials,
}: OperationRequest<EntityOperation | ServiceOperation>): Asker {
  return { visibility, credentials };
}

/** A family that no visible peer exposes now. */
export function noSuchFamily(family: string): PortlightError {
  return new PortlightError({
    code: 'not-found',
    status: 404,
    message: `No peer exposes \`${family}\` now`,
  });
}
