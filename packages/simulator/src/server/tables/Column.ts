import type { ApiObject } from '../../store';
import { humanDuration } from './duration';

/** One column of a kind's table. */
export interface Column {
  name: string;
  type?: 'string' | 'integer' | 'boolean' | 'date';
  format?: 'name';
  description?: string;
  /** 1: only with `-o wide`. */
  priority?: 0 | 1;
  /** The cell of an object. */
  cell(object: ApiObject, now: number): unknown;
}

export const NAME: Column = {
  name: 'Name',
  format: 'name',
  description:
    'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names',
  cell: object => object.metadata.name,
};

export const AGE: Column = {
  name: 'Age',
  description:
    'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata',
  cell: (object, now) => age(object.metadata.creationTimestamp, now),
};

/** How long ago, as kubectl shows it. */
export function age(time: string | undefined, now: number): string {
  const then = Date.parse(time ?? '');
  return Number.isNaN(then) ? '<unknown>' : humanDuration(now - then);
}
