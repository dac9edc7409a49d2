import {
  ApiError,
  apiVersionOf,
  type ApiObject,
  type ResourceDefinition,
} from '../../store';
import { negotiate, type Representation } from '../accept';
import type { ResourceContext } from '../context';
import { tableDefinition, tableRow, type TableOptions } from '../tables';

const META_VERSION = 'meta.k8s.io/v1';

/** `metadata` of a list. */
export interface ListMetadata {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

/** How one request wants objects to look. */
export interface Encoding {
  /** Tells encodings apart: what is encoded once serves all watches of the same key. */
  readonly key: string;
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
    return metadataEncoding(format);
  }
  return fullEncoding(resource, format);
}

/** 406, in the API server's words. */
export function notAcceptable(): ApiError {
  return new ApiError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/yaml',
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
  const head = (metadata: unknown) => ({
    kind: 'Table',
    apiVersion: META_VERSION,
    metadata,
    columnDefinitions: tableDefinition(resource),
  });
  return {
    key: `table/${options.includeObject}`,
    format,
    object: object => ({
      ...head({ resourceVersion: object.metadata.resourceVersion }),
      rows: [tableRow(resource, object, options)],
    }),
    bookmark: (resourceVersion, initialEventsEnd) => ({
      ...head({ resourceVersion }),
      rows: [
        {
          cells: [],
          object: {
            kind: 'PartialObjectMetadata',
            apiVersion: META_VERSION,
            metadata: bookmarkMetadata(resourceVersion, initialEventsEnd),
          },
        },
      ],
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
