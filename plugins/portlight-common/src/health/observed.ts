import type { KubernetesObject } from '../kubernetes';
import type { Finding } from './Finding';
import { number, record } from './reading';

const NOT_OBSERVED: Finding = Object.freeze({
  status: 'progressing',
  reason: 'GenerationNotObserved',
  message: 'The controller has not seen the last change yet',
});

/** The finding on an object whose controller has not seen its last change; `undefined` on others. */
export function assessObserved(object: KubernetesObject): Finding | undefined {
  const generation = number(record(object.metadata).generation);
  const observed = number(record(object.status).observedGeneration);
  return generation !== undefined &&
    observed !== undefined &&
    observed < generation
    ? NOT_OBSERVED
    : undefined;
}

/** The same for kinds whose controllers always write a status: without one they have not seen the object. */
export function assessFirstObserved(
  object: KubernetesObject,
): Finding | undefined {
  return Object.keys(record(object.status)).length === 0
    ? NOT_OBSERVED
    : assessObserved(object);
}
