import {
  ApiError,
  apiVersionOf,
  type ApiObject,
  type ResourceDefinition,
} from '../../store';
import { negotiate, type Representation } from '../accept';
import type { ResourceContext } from '../context';
import {
  emptyRow,
  tableDefinition,
  tableRow,
  type TableOptions,
} from '../tables';

const META_VERSION = 'meta.k8s.io/v1';

/** `metadata` of a list. */
export interface ListMetadata {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

/** How one request wants objects to look. */
export interface Encoding {
  /** What is encoded once serves all watches of the same key; absent: of no other. */
  readonly key?: string;
  readonly format: Representation['format'];
  /** One object on its own, or in a watch event. */
  object(object: ApiObject): unknown;
  /** A bookmark's object. */
  bookmark(resourceVersion: string, initialEventsEnd: boolean): unknown;
  /** A list's document, piece by piece. */
  list(
    items: readonly ApiObject[],
    metadata: ListMetadata,
    indent?: boolean,
  ): Iterable<string>;
}

/** @throws ApiError 406 when the client takes nothing that the server has */
export function chooseEncoding(context: ResourceContext): Encoding {
  const { request, resource, cluster, query } = context;
  const representation = negotiate(request.headers.accept);
  if (!representation) {
    throw notAcceptable();
  }
  const { as, format } = representation;
  if (as === 'Table') {
    return tableEncoding(resource, format, {
      includeObject: query.get('includeObject') || 'Metadata',
      now: cluster.store.clock.now(),
    });
  }
  if (as) {
    checkListness(context, as);
    return metadataEncoding(format);
  }
  return fullEncoding(resource, format);
}

/** One object as a list, or a list as one object, is refused. */
function checkListness(
  { info: { verb }, resource: { group, kind } }: ResourceContext,
  as: string,
): void {
  const isList = verb === 'list' || verb === 'deletecollection';
  if (verb === 'watch' || isList === as.endsWith('List')) {
    return;
  }
  const type = `${group.split('.')[0] || 'core'}.${kind}`;
  throw new ApiError(
    406,
    'NotAcceptable',
    isList
      ? `you requested ${as}, but the requested object is a list (*${type}List)`
      : `you requested ${as}, but the requested object is not a list (*${type})`,
  );
}

/** 406, in the API server's words. */
export function notAcceptable(): ApiError {
  return new ApiError(
    406,
    'NotAcceptable',
    '406: Not Acceptable\n\nAvailable representations: application/json, application/yaml',
    {},
  );
}

function fullEncoding(
  resource: ResourceDefinition,
  format: Representation['format'],
): Encoding {
  const apiVersion = apiVersionOf(resource);
  return {
    key: 'full',
    format,
    object: object => object,
    bookmark: (resourceVersion, initialEventsEnd) => ({
      kind: resource.kind,
      apiVersion,
      metadata: bookmarkMetadata(resourceVersion, initialEventsEnd),
    }),
    list: (items, metadata, indent) =>
      listPieces(
        { kind: `${resource.kind}List`, apiVersion, metadata },
        'items',
        items,
        // Items of built-in kinds carry no type of their own: the list's says it.
        resource.custom
          ? item => item
          : item => ({ ...item, kind: undefined, apiVersion: undefined }),
        indent,
      ),
  };
}

function metadataEncoding(format: Representation['format']): Encoding {
  const partial = (object: ApiObject) => ({
    kind: 'PartialObjectMetadata',
    apiVersion: META_VERSION,
    metadata: object.metadata,
  });
  return {
    key: 'metadata',
    format,
    object: partial,
    bookmark: (resourceVersion, initialEventsEnd) => ({
      kind: 'PartialObjectMetadata',
      apiVersion: META_VERSION,
      metadata: bookmarkMetadata(resourceVersion, initialEventsEnd),
    }),
    list: (items, metadata, indent) =>
      listPieces(
        {
          kind: 'PartialObjectMetadataList',
          apiVersion: META_VERSION,
          metadata,
        },
        'items',
        items,
        partial,
        indent,
      ),
  };
}

function tableEncoding(
  resource: ResourceDefinition,
  format: Representation['format'],
  options: TableOptions,
): Encoding {
  const head = (metadata: unknown, columns = true) => ({
    kind: 'Table',
    apiVersion: META_VERSION,
    metadata,
    columnDefinitions: columns ? tableDefinition(resource) : null,
  });
  // Of a watch's events only the first says what the columns are.
  let first = true;
  const document = (resourceVersion: string, row: unknown) => {
    const columns = first;
    first = false;
    return { ...head({ resourceVersion }, columns), rows: [row] };
  };
  return {
    format,
    object: object =>
      document(
        object.metadata.resourceVersion,
        tableRow(resource, object, options),
      ),
    bookmark: (resourceVersion, initialEventsEnd) =>
      document(resourceVersion, {
        ...emptyRow(resource, options),
        object: {
          kind: 'PartialObjectMetadata',
          apiVersion: META_VERSION,
          metadata: bookmarkMetadata(resourceVersion, initialEventsEnd),
        },
      }),
    list: (items, metadata, indent) =>
      listPieces(
        head(metadata),
        'rows',
        items,
        item => tableRow(resource, item, options),
        indent,
      ),
  };
}

function bookmarkMetadata(resourceVersion: string, initialEventsEnd: boolean) {
  return {
    resourceVersion,
    ...(initialEventsEnd
      ? { annotations: { 'k8s.io/initial-events-end': 'true' } }
      : {}),
  };
}

function* listPieces(
  head: Record<string, unknown>,
  field: string,
  items: readonly ApiObject[],
  encode: (item: ApiObject) => unknown,
  indent?: boolean,
): Iterable<string> {
  if (indent) {
    yield `${JSON.stringify(
      { ...head, [field]: items.map(encode) },
      null,
      2,
    )}\n`;
    return;
  }
  const start = JSON.stringify(head);
  yield `${start.slice(0, -1)},"${field}":[`;
  for (let index = 0; index < items.length; index++) {
    yield (index === 0 ? '' : ',') + JSON.stringify(encode(items[index]));
  }
  yield ']}\n';
}
