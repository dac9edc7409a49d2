import type { KindDefinition } from '@portlight/plugin-portlight-common';

/** Where the objects of a kind are, without a query. */
export function kindPath(kind: KindDefinition): string {
  const root = kind.group ? `/apis/${kind.group}` : '/api';
  return `${root}/${kind.version}/${kind.resource}`;
}

/** One page of a list. The version is left out: the answer is then the newest. */
export function pagePath(
  kind: KindDefinition,
  limit: number,
  continueToken?: string,
): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (kind.fieldSelector) query.set('fieldSelector', kind.fieldSelector);
  if (continueToken) query.set('continue', continueToken);
  return `${kindPath(kind)}?${query}`;
}

/**
 * A watch. `timeoutSeconds` is left out so that it lives as long as the server allows: through the portal's
 * kubernetes plugin each new request is an audit event.
 */
export function watchPath(
  kind: KindDefinition,
  resourceVersion: string | undefined,
): string {
  const query = new URLSearchParams({
    watch: '1',
    allowWatchBookmarks: 'true',
  });
  if (kind.fieldSelector) query.set('fieldSelector', kind.fieldSelector);
  if (resourceVersion === undefined) {
    query.set('sendInitialEvents', 'true');
    query.set('resourceVersionMatch', 'NotOlderThan');
  } else {
    query.set('resourceVersion', resourceVersion);
  }
  return `${kindPath(kind)}?${query}`;
}

/** Headers of a request for a kind. A compressed watch would arrive only when it ends. */
export function requestHeaders(
  kind: KindDefinition,
  list: boolean,
): Record<string, string> {
  const metadata = list ? 'PartialObjectMetadataList' : 'PartialObjectMetadata';
  return {
    accept: kind.metadataOnly
      ? `application/json;as=${metadata};g=meta.k8s.io;v=v1,application/json`
      : 'application/json',
    'accept-encoding': 'identity',
  };
}
