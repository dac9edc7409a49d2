import type {
  KindDefinition,
  KubernetesObject,
} from '@portlight/plugin-portlight-common';
import { classifyStatus, quote, type StatusDocument } from './classify';
import { SyncError } from './failure';
import type { ReflectorInput } from './machineTypes';

/** The longest name and namespace that an API server stores and the database takes. */
const LONGEST_NAME = 253;
/** A longer resource version is none. */
const LONGEST_VERSION = 63;
/** A longer continue token is none: no URL could carry it. */
const LONGEST_TOKEN = 50_000;

/**
 * Reads what a server sends for a kind. Nothing in it is taken for granted: whatever is not as it has to be
 * throws a SyncError that says what it is.
 */
export class AnswerReader {
  readonly #kind: KindDefinition;

  constructor(kind: KindDefinition) {
    this.#kind = kind;
  }

  /** What the requests are for, such as `list and watch pods`. */
  get action(): string {
    return `list and watch ${this.#kind.resource}`;
  }

  /** A page of a list. */
  page(text: string): ReflectorInput {
    const list = this.#parse(text, 'the list');
    // Go writes an empty list as null.
    const items: unknown = list.items ?? [];
    if (!Array.isArray(items) || !('items' in list)) {
      throw new SyncError({
        cause: 'invalidResponse',
        message: `The answer to the request to ${this.action} is no list; check that the address is an API server's.`,
      });
    }
    const metadata = fields(list.metadata);
    return {
      type: 'page',
      objects: items
        .map(item => this.#object(item))
        .filter(object => object !== undefined),
      resourceVersion: bounded(metadata.resourceVersion, LONGEST_VERSION),
      continue: bounded(metadata.continue, LONGEST_TOKEN),
    };
  }

  /** A line of a watch; nothing for an object that is left out. */
  event(line: string): ReflectorInput | undefined {
    const event = this.#parse(line, 'an event of the watch');
    switch (event.type) {
      case 'ADDED':
      case 'MODIFIED':
      case 'DELETED': {
        const object = this.#object(event.object);
        return object && { type: 'event', change: event.type, object };
      }
      case 'BOOKMARK': {
        const metadata = fields(fields(event.object).metadata);
        return {
          type: 'bookmark',
          resourceVersion: bounded(metadata.resourceVersion, LONGEST_VERSION),
          initialEventsEnd:
            fields(metadata.annotations)['k8s.io/initial-events-end'] ===
            'true',
        };
      }
      case 'ERROR':
        return this.#error(fields(event.object));
      default:
        throw new SyncError({
          cause: 'invalidResponse',
          message: `The watch of ${
            this.#kind.resource
          } sent an event of the unknown type "${quote(event.type)}".`,
        });
    }
  }

  #error(status: StatusDocument): ReflectorInput {
    // The watch cache says it by code, proxies and older servers by reason only.
    if (
      status.code === 410 ||
      status.reason === 'Expired' ||
      status.reason === 'Gone'
    ) {
      return { type: 'expired' };
    }
    const code = typeof status.code === 'number' ? status.code : 500;
    throw new SyncError(
      classifyStatus(code, {}, JSON.stringify(status), {
        action: this.action,
      }),
    );
  }

  #parse(text: string, where: string): Record<string, unknown> {
    const { resource } = this.#kind;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const reason = quote((error as Error).message);
      const begin = quote(text.slice(0, 80));
      throw new SyncError({
        cause: 'invalidResponse',
        message: `Invalid JSON in ${where} of ${resource} (${reason}); it begins with: ${begin}`,
      });
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new SyncError({
        cause: 'invalidResponse',
        message: `What came as ${where} of ${resource} is no JSON object.`,
      });
    }
    return value as Record<string, unknown>;
  }

  /**
   * An object as the inventory takes it. Items of a list do not say what they are, and metadata-only ones
   * say `PartialObjectMetadata`. Nothing for what no API server stores: the database could not take it.
   */
  #object(value: unknown): KubernetesObject | undefined {
    const object = fields(value) as KubernetesObject;
    const metadata = fields(object.metadata);
    const { name, namespace = '' } = metadata;
    if (
      typeof name !== 'string' ||
      typeof namespace !== 'string' ||
      name.length === 0
    ) {
      throw new SyncError({
        cause: 'invalidResponse',
        message: `The answer to ${this.action} has an object without a name; check that the address is an API server's.`,
      });
    }
    if (name.length > LONGEST_NAME || namespace.length > LONGEST_NAME) {
      return undefined;
    }
    const { group, version, kind } = this.#kind;
    if (
      object.kind !== undefined &&
      object.kind !== kind &&
      object.kind !== 'PartialObjectMetadata'
    ) {
      throw new SyncError({
        cause: 'invalidResponse',
        message: `The answer to ${
          this.action
        } has an object of the kind "${quote(
          object.kind,
        )}"; look for a proxy in between that mixes answers up.`,
      });
    }
    object.kind = kind;
    object.apiVersion = group ? `${group}/${version}` : version;
    return object;
  }
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}

function bounded(value: unknown, length: number): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= length
    ? value
    : undefined;
}
