import { ApiError, badRequest, invalid } from '../../store';
import type { ResourceContext } from '../context';
import { isTrue } from '../requestInfo';
import {
  parseFieldSelector,
  parseLabelSelector,
  type Matcher,
} from '../selectors';

/** What a list or watch asks for, checked. */
export interface ListOptions {
  namespace?: string;
  /** Undefined when everything is selected. */
  matches?: Matcher;
  /** 0: no limit. */
  limit: number;
  continueToken?: string;
  /** As given; absent when empty. */
  resourceVersion?: number;
  match?: 'Exact' | 'NotOlderThan';
  sendInitialEvents?: boolean;
  allowBookmarks: boolean;
  /** Seconds; 0: the server's own choice. */
  timeoutSeconds: number;
}

/** Reads and checks a list's or watch's query as the API server does. */
export function parseListOptions(context: ResourceContext): ListOptions {
  const { query, info, resource } = context;
  const watch = info.verb === 'watch';
  checkCombinations(query, watch);
  return {
    namespace: info.namespace,
    matches: selection(context),
    // Version 0 is answered from the server's cache, which does not page.
    limit: query.get('resourceVersion') === '0' ? 0 : integer(query, 'limit'),
    continueToken: query.get('continue') || undefined,
    resourceVersion: version(query.get('resourceVersion'), watch),
    match:
      (query.get('resourceVersionMatch') as ListOptions['match']) || undefined,
    sendInitialEvents: query.has('sendInitialEvents')
      ? isTrue(query.get('sendInitialEvents'))
      : undefined,
    allowBookmarks: isTrue(query.get('allowWatchBookmarks')),
    timeoutSeconds: integer(query, 'timeoutSeconds'),
  };

  function selection({ info: { name } }: ResourceContext): Matcher | undefined {
    const matchers: Matcher[] = [];
    const labels = query.get('labelSelector');
    const fields = query.get('fieldSelector');
    if (labels) {
      matchers.push(parseLabelSelector(labels));
    }
    if (fields) {
      matchers.push(parseFieldSelector(resource, fields));
    }
    if (name) {
      matchers.push(object => object.metadata.name === name);
    }
    return matchers.length > 1
      ? object => matchers.every(matcher => matcher(object))
      : matchers[0];
  }
}

function checkCombinations(query: URLSearchParams, watch: boolean): void {
  const match = query.get('resourceVersionMatch');
  const initial = query.has('sendInitialEvents');
  const refuse = (message: string) =>
    invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', [
      {
        reason: 'FieldValueForbidden',
        message: `Forbidden: ${message}`,
        field: 'resourceVersionMatch',
      },
    ]);
  if (initial && !watch) {
    throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', [
      {
        reason: 'FieldValueForbidden',
        message: 'Forbidden: sendInitialEvents is forbidden for list',
        field: 'sendInitialEvents',
      },
    ]);
  }
  if (initial && match !== 'NotOlderThan') {
    throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', [
      {
        reason: 'FieldValueForbidden',
        message:
          'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
        field: 'resourceVersionMatch',
      },
      ...(match
        ? [
            {
              reason: 'FieldValueNotSupported',
              message: `Unsupported value: ${JSON.stringify(
                match,
              )}: supported values: "NotOlderThan"`,
              field: 'resourceVersionMatch',
            },
          ]
        : []),
    ]);
  }
  if (!match) {
    return;
  }
  if (watch) {
    if (!initial) {
      throw refuse(
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      );
    }
    return;
  }
  if (!query.get('resourceVersion')) {
    throw refuse(
      'resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  if (query.get('continue')) {
    throw refuse('resourceVersionMatch is forbidden when continue is provided');
  }
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', [
      {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(
          match,
        )}: supported values: "Exact", "NotOlderThan", ""`,
        field: 'resourceVersionMatch',
      },
    ]);
  }
  if (match === 'Exact' && query.get('resourceVersion') === '0') {
    throw refuse(
      'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    );
  }
}

function integer(query: URLSearchParams, name: string): number {
  const text = query.get(name);
  if (!text) {
    return 0;
  }
  if (!/^-?\d{1,18}$/.test(text)) {
    throw badRequest(
      `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  return Math.max(0, Number(text));
}

function version(text: string | null, watch: boolean): number | undefined {
  if (!text) {
    return undefined;
  }
  if (!/^\d{1,19}$/.test(text)) {
    const message = `resourceVersion: Invalid value: ${JSON.stringify(
      text,
    )}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;
    throw watch
      ? new ApiError(500, undefined, message)
      : badRequest(`invalid resource version: ${message}`);
  }
  return Number(text);
}
