import type { LabelMatcher } from '../promql';
import type { RequestFamily } from './types';
import { normalizeName } from './matchers';

const STATUS_LABELS = [
  'http_response_status_code',
  'http_status_code',
  'http_status',
  'status_code',
  'statuscode',
  'response_code',
  'status',
  'code',
];

const RPC_LABELS = [
  'grpc_code',
  'rpc_response_status_code',
  'rpc_grpc_status_code',
  'grpc_status',
  'statuscode',
  'status_code',
  'code',
  'status',
];

/**
 * Tells the requests that failed by a label with a well-known name: HTTP statuses from 500 on (also written
 * `5xx`), gRPC codes other than OK, or Micrometer's outcome `SERVER_ERROR`. What the caller did wrong (4xx) is no
 * error of the service. Of gRPC every other code counts, as its dashboards have it.
 *
 * @returns undefined where no label tells
 */
export function errorMatchers(
  { protocol, errors }: Pick<RequestFamily, 'protocol' | 'errors'>,
  labels: readonly string[],
): LabelMatcher[] | undefined {
  if (errors) {
    return errors;
  }
  const find = (wanted: readonly string[]) =>
    wanted
      .map(name =>
        labels.find(label => normalizeName(label).toLowerCase() === name),
      )
      .find(label => label !== undefined);
  if (protocol === 'rpc') {
    const name = find(RPC_LABELS);
    // Nothing in the label is no code: PromQL has '' for a label that is absent.
    return name === undefined
      ? undefined
      : [{ name, operator: '!~', value: 'OK|Ok|ok|0|' }];
  }
  const name = find(STATUS_LABELS);
  if (name !== undefined) {
    return [{ name, operator: '=~', value: '5..' }];
  }
  const outcome = find(['outcome']);
  return outcome === undefined
    ? undefined
    : [{ name: outcome, operator: '=', value: 'SERVER_ERROR' }];
}
