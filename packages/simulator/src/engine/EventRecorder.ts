import { ApiError } from '../store/ApiError';
import type { ObjectStore } from '../store/ObjectStore';
import type { ApiObject, ApiObjectInput } from '../store/objects';
import { hashOf } from './random';
import { HOUR, SECOND, timestamp } from './time';
import type { Timeline, Timer } from './Timeline';

/** What a controller has to say about an object. */
export interface EventNote {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** Who says it, such as `kubelet`. */
  component: string;
  /** The node of a kubelet that says it. */
  host?: string;
  /** Such as `spec.containers{cart}`. */
  fieldPath?: string;
}

interface Known {
  namespace: string;
  name: string;
  lastSeen: number;
}

// kube-apiserver's default `--event-ttl`.
const EVENT_TTL = HOUR;

/**
 * Writes Events as client-go does: what is said again about the same object becomes a count, and an hour after
 * it was said last it is gone.
 */
export class EventRecorder {
  private readonly known = new Map<string, Known>();
  private expiry?: Timer;

  /**
   * @param since - events before this time (milliseconds since the epoch) are not written: they would have
   *   expired before anybody looked
   */
  constructor(
    private readonly store: ObjectStore,
    private readonly timeline: Timeline,
    private readonly since: number,
  ) {}

  record(object: ApiObject, note: EventNote): void {
    const now = this.timeline.now();
    if (now < this.since) {
      return;
    }
    const key = [
      object.metadata.uid,
      note.type,
      note.reason,
      note.message,
      note.fieldPath ?? '',
    ].join('\n');
    const known = this.known.get(key);
    if (known && this.count(known, now)) {
      return;
    }
    const namespace = object.metadata.namespace ?? 'default';
    const name = this.nameFor(object, note, now);
    const stored = this.write({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name: object.metadata.name,
        namespace: object.metadata.namespace,
        uid: object.metadata.uid,
        resourceVersion: object.metadata.resourceVersion,
        ...(note.fieldPath && { fieldPath: note.fieldPath }),
      },
      reason: note.reason,
      message: note.message,
      source: {
        component: note.component,
        ...(note.host && { host: note.host }),
      },
      firstTimestamp: timestamp(now),
      lastTimestamp: timestamp(now),
      count: 1,
      type: note.type,
      eventTime: null,
      reportingComponent: note.component,
      reportingInstance: note.host ?? '',
    });
    if (!stored) {
      return;
    }
    this.known.delete(key);
    this.known.set(key, { namespace, name, lastSeen: now });
    this.expireLater();
  }

  stop(): void {
    this.expiry?.cancel();
    this.expiry = undefined;
  }

  /** @returns false in a namespace that is about to go: it takes nothing new */
  private write(event: ApiObjectInput): boolean {
    try {
      this.store.create(this.store.resources.forKind('Event', 'v1'), event);
      return true;
    } catch (error) {
      if (error instanceof ApiError) {
        return false;
      }
      throw error;
    }
  }

  private count(known: Known, now: number): boolean {
    const stored = this.store.modify(
      this.store.resources.forKind('Event', 'v1'),
      known.namespace,
      known.name,
      event => ({
        ...event,
        count: event.count + 1,
        lastTimestamp: timestamp(now),
      }),
    );
    known.lastSeen = now;
    return stored !== undefined;
  }

  private nameFor(object: ApiObject, note: EventNote, now: number): string {
    // client-go appends the time in hexadecimal nanoseconds; the hash keeps several of one moment apart.
    const suffix =
      BigInt(now) * 1_000_000n +
      BigInt(
        hashOf(note.reason, note.message, note.fieldPath ?? '') % 1_000_000,
      );
    return `${object.metadata.name.slice(0, 230)}.${suffix.toString(16)}`;
  }

  private expireLater(): void {
    if (this.expiry) {
      return;
    }
    let oldest: Known | undefined;
    for (const known of this.known.values()) {
      if (!oldest || known.lastSeen < oldest.lastSeen) {
        oldest = known;
      }
    }
    if (!oldest) {
      return;
    }
    // Swept in minutes, not one by one: nobody can tell, and a quiet fleet stays quiet.
    this.expiry = this.timeline.at(
      oldest.lastSeen + EVENT_TTL + 60 * SECOND,
      () => {
        this.expiry = undefined;
        this.expire();
      },
    );
  }

  private expire(): void {
    const limit = this.timeline.now() - EVENT_TTL;
    const events = this.store.resources.forKind('Event', 'v1');
    for (const [key, known] of this.known) {
      if (known.lastSeen <= limit) {
        this.known.delete(key);
        if (this.store.get(events, known.namespace, known.name)) {
          this.store.delete(events, known.namespace, known.name);
        }
      }
    }
    this.expireLater();
  }
}
