import { hashOf } from '../random';
import type { PodTemplate } from '../types';

const hashes = new WeakMap<object, string>();

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** JSON with sorted keys, so that templates compare by what they say. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** The hash that names the ReplicaSet or the revision of a template, such as `6d5f9c8b4d`. */
export function templateHash(template: PodTemplate): string {
  let hash = hashes.get(template);
  if (hash === undefined) {
    const json = canonicalJson(template);
    const high = hashOf(json, 'high');
    const low = hashOf(json, 'low');
    hash = '';
    // Ten letters, as Kubernetes has nine or ten: five of each 32-bit hash.
    for (let i = 0; i < 10; i++) {
      const word = i < 5 ? high : low;
      hash += LETTERS[Math.floor(word / 27 ** (i % 5)) % LETTERS.length];
    }
    hashes.set(template, hash);
  }
  return hash;
}
