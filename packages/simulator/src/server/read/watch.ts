import { ApiError, type ApiObject, type StoreChange } from '../../store';
import type { ResourceContext } from '../context';
import { chooseEncoding, type Encoding } from './encoding';
import { tooLarge } from './list';
import { parseListOptions, type ListOptions } from './listOptions';
import type { WatchEvent, WatchRegistry, WatchStream } from './WatchRegistry';

/** The shortest life of a watch without `timeoutSeconds`: the API server's `--min-request-timeout`. */
const MINIMUM_SECONDS = 1800;

/** So much of the state is written ahead of a client: all of a large cluster would fill the memory. */
const STATE_AHEAD_BYTES = 4 * 1024 * 1024;
/** Milliseconds between two looks whether it has read on: `drain` is lost where a write is corked meanwhile. */
const STATE_PAUSE = 5;

/** Opens a watch: what it starts with now, and every change until it ends. */
export function handleWatch(
  context: ResourceContext,
  watches: WatchRegistry,
): void {
  const { cluster, resource, request, response } = context;
  const { store, faults } = cluster;
  const encoding = chooseEncoding(context);
  const options = parseListOptions(context);
  if (
    options.sendInitialEvents !== undefined &&
    faults.find('no-streaming-list', context.info)
  ) {
    throw new ApiError(
      422,
      'Invalid',
      'ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
      {
        group: 'meta.k8s.io',
        kind: 'ListOptions',
        causes: [
          {
            reason: 'FieldValueForbidden',
            message:
              'Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
            field: 'sendInitialEvents',
          },
        ],
      },
    );
  }
  const start = readStart(context, options, encoding);
  // Asked for a version that it has yet to reach, a server accepts the watch and is silent until then.
  const future = options.resourceVersion ?? 0;
  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
  });
  response.flushHeaders();
  // What happens while the state is written follows it.
  let held: StoreChange[] | undefined = [];
  const stream = watches.open({
    response,
    cluster,
    info: context.info,
    bookmarks:
      options.allowBookmarks && !faults.find('no-bookmarks', context.info),
    seconds: options.timeoutSeconds || MINIMUM_SECONDS * (1 + Math.random()),
    bookmark: () =>
      held || store.resourceVersion < future
        ? undefined
        : encoding.bookmark(String(store.resourceVersion), false),
  });
  request.on('close', () => stream.end());
  if (!start.failed) {
    stream.onEnd(
      store.subscribe(change => {
        if (change.resourceVersion <= future) {
          return;
        }
        if (held) {
          held.push(change);
        } else {
          deliver(change, options, encoding, stream, watches);
        }
      }, resource),
    );
  }
  sendAll(start.events, stream, () => {
    if (start.failed) {
      stream.end();
    }
    for (const change of held ?? []) {
      deliver(change, options, encoding, stream, watches);
    }
    held = undefined;
  });
}

/** Sends events as fast as the client reads them. */
function sendAll(
  events: Iterable<WatchEvent>,
  stream: WatchStream,
  done: () => void,
): void {
  const { response } = stream;
  const iterator = events[Symbol.iterator]();
  function go(): void {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      if (response.destroyed) {
        return;
      }
      stream.send(next.value);
      if (response.writableLength > STATE_AHEAD_BYTES) {
        setTimeout(whenRead, STATE_PAUSE);
        return;
      }
    }
    done();
  }
  function whenRead(): void {
    if (response.destroyed) {
      return;
    }
    if (response.writableLength > STATE_AHEAD_BYTES / 2) {
      setTimeout(whenRead, STATE_PAUSE);
    } else {
      go();
    }
  }
  go();
}

interface Start {
  events: Iterable<WatchEvent>;
  /** The events end with an error: nothing follows. */
  failed?: boolean;
}

function readStart(
  { cluster: { store, faults }, resource, info }: ResourceContext,
  options: ListOptions,
  encoding: Encoding,
): Start {
  const { resourceVersion = 0, sendInitialEvents, namespace } = options;
  const wantsState =
    sendInitialEvents ?? (resourceVersion === 0 && options.match === undefined);
  if (wantsState) {
    if (resourceVersion > store.resourceVersion) {
      throw tooLarge(resourceVersion, store.resourceVersion);
    }
    return { events: initialEvents() };
  }
  if (resourceVersion === 0) {
    return { events: [] };
  }
  try {
    return {
      events: store
        .changesSince(resourceVersion, resource)
        .map(change => translate(change, options, encoding))
        .filter(event => event !== undefined),
    };
  } catch (error) {
    // Once a watch is accepted, the API server reports an old version inside of the stream.
    return {
      events: [{ type: 'ERROR', object: (error as ApiError).status }],
      failed: true,
    };
  }

  function* initialEvents(): Iterable<WatchEvent> {
    // What the list holds, however long it takes to be read.
    const version = String(store.resourceVersion);
    for (const object of store.list(resource, namespace)) {
      if (!options.matches || options.matches(object)) {
        yield { type: 'ADDED', object: encoding.object(object) };
      }
    }
    if (
      sendInitialEvents &&
      options.allowBookmarks &&
      !faults.find('no-bookmarks', info)
    ) {
      yield {
        type: 'BOOKMARK',
        object: encoding.bookmark(version, true),
      };
    }
  }
}

function deliver(
  change: StoreChange,
  options: ListOptions,
  encoding: Encoding,
  stream: WatchStream,
  watches: WatchRegistry,
): void {
  if (options.namespace || options.matches || !encoding.key) {
    const event = translate(change, options, encoding);
    if (event) {
      stream.send(event);
    }
    return;
  }
  // Everybody who watches everything gets the same line: made once.
  stream.sendLine(
    watches.line(
      change,
      encoding.key,
      () => translate(change, options, encoding)!,
    ),
  );
}

/** What a change means to somebody who sees only a part of the objects. */
function translate(
  change: StoreChange,
  { namespace, matches }: ListOptions,
  encoding: Encoding,
): WatchEvent | undefined {
  const { type, object, previous } = change;
  if (namespace && object.metadata.namespace !== namespace) {
    return undefined;
  }
  const selected = (candidate: ApiObject | undefined) =>
    candidate !== undefined && (!matches || matches(candidate));
  const before = type !== 'ADDED' && selected(previous);
  const now = type !== 'DELETED' && selected(object);
  if (now) {
    return {
      type: before ? 'MODIFIED' : 'ADDED',
      object: encoding.object(object),
    };
  }
  if (!before) {
    return undefined;
  }
  const last =
    type === 'DELETED'
      ? object
      : {
          ...previous!,
          metadata: {
            ...previous!.metadata,
            resourceVersion: object.metadata.resourceVersion,
          },
        };
  return { type: 'DELETED', object: encoding.object(last) };
}
