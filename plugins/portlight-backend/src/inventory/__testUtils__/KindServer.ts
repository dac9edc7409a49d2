import type { KubernetesObject } from '@portlight/plugin-portlight-common';

interface LogEntry {
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubernetesObject;
}

/** What an API server holds of one kind, with the log that its watches read; in memory. */
export class KindServer {
  #version = 1;
  #compacted = 0;
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #log: LogEntry[] = [];
  readonly #snapshots = new Map<string, KubernetesObject[]>();

  get version(): number {
    return this.#version;
  }

  put(name: string, value: number): void {
    const type = this.#objects.has(name) ? 'MODIFIED' : 'ADDED';
    const object = this.#object(name, value);
    this.#objects.set(name, object);
    this.#log.push({ version: this.#version, type, object });
  }

  delete(name: string): void {
    const known = this.#objects.get(name);
    if (!known) return;
    this.#objects.delete(name);
    this.#version++;
    const object = {
      ...known,
      metadata: { ...known.metadata, resourceVersion: String(this.#version) },
    };
    this.#log.push({ version: this.#version, type: 'DELETED', object });
  }

  /** Forgets how it came to be: older versions and pages under way have expired. */
  compact(): void {
    this.#compacted = this.#version;
    this.#snapshots.clear();
  }

  /** The truth: values by name. */
  values(): Record<string, number> {
    return Object.fromEntries(
      [...this.#objects].map(([name, object]) => [name, object.spec.value]),
    );
  }

  objects(): KubernetesObject[] {
    return [...this.#objects.values()];
  }

  /** A page of a consistent list, or undefined where the token has expired. */
  page(limit: number, token?: string) {
    const [version, offset] = token
      ? token.split(':')
      : [String(this.#version), '0'];
    if (!token) this.#snapshots.set(version, this.objects());
    const snapshot = this.#snapshots.get(version);
    if (!snapshot) return undefined;
    const end = Number(offset) + limit;
    return {
      items: snapshot.slice(Number(offset), end),
      metadata: {
        resourceVersion: version,
        ...(end < snapshot.length ? { continue: `${version}:${end}` } : {}),
      },
    };
  }

  /** What happened after a version, or undefined where that has been forgotten. */
  since(version: number): LogEntry[] | undefined {
    if (version < this.#compacted) return undefined;
    return this.#log.filter(entry => entry.version > version);
  }

  #object(name: string, value: number): KubernetesObject {
    this.#version++;
    return {
      metadata: { name, resourceVersion: String(this.#version) },
      // Bytes of several lengths, so that chunks end inside characters.
      spec: { value, text: 'é€𝄞' },
    };
  }
}
