/**
 * What a path and a method ask for, as the API server reads them.
 */
export interface RequestInfo {
  /** The path below the cluster's prefix. */
  path: string;
  /** Whether it is about a resource; otherwise only `path` and `verb` say anything. */
  isResource: boolean;
  verb: string;
  group: string;
  version: string;
  resource: string;
  namespace?: string;
  name?: string;
  subresource?: string;
  /** What follows the subresource, for proxies: with its leading slash. */
  rest?: string;
}

const METHOD_VERBS: Record<string, string> = {
  POST: 'create',
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Subresources of a namespace itself: what else follows its name is a resource inside of it. */
const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize']);

/** Reads a request's line. */
export function parseRequest(
  method: string,
  path: string,
  query: URLSearchParams,
): RequestInfo {
  const verb = METHOD_VERBS[method] ?? method.toLocaleLowerCase('en-US');
  const info: RequestInfo = {
    path,
    isResource: false,
    verb,
    group: '',
    version: '',
    resource: '',
  };
  const parts = path.split('/').slice(1);
  let at: number;
  if (parts[0] === 'api') {
    info.version = parts[1] ?? '';
    at = 2;
  } else if (parts[0] === 'apis') {
    info.group = decode(parts[1]);
    info.version = parts[2] ?? '';
    at = 3;
  } else {
    return info;
  }
  if (!parts[at]) {
    return info;
  }
  info.isResource = true;
  if (parts[at] === 'namespaces' && parts[at + 1]) {
    info.namespace = decode(parts[at + 1]);
    if (parts[at + 2] && !NAMESPACE_SUBRESOURCES.has(parts[at + 2])) {
      at += 2;
    }
  }
  info.resource = decode(parts[at]);
  if (parts[at + 1]) {
    info.name = decode(parts[at + 1]);
  }
  if (parts[at + 2]) {
    info.subresource = decode(parts[at + 2]);
    // Kept encoded: a proxy hands it on as it came.
    info.rest =
      parts.length > at + 3 ? `/${parts.slice(at + 3).join('/')}` : '';
  }
  if (!info.name) {
    if (verb === 'get') {
      info.verb = isTrue(query.get('watch')) ? 'watch' : 'list';
    } else if (verb === 'delete') {
      info.verb = 'deletecollection';
    }
  }
  return info;
}

/** A boolean query parameter as Go reads it. */
export function isTrue(value: string | null): boolean {
  return value !== null && value !== 'false' && value !== '0';
}

function decode(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    return part ?? '';
  }
}
