import type { Fault } from '../faults';
import type { Scenario } from './Scenario';

/** A scenario that is nothing but a fault of the API server. */
function faulty(name: string, description: string, fault: Fault): Scenario {
  return {
    name,
    description,
    start({ faults }) {
      const { id } = faults.add({ ...fault, id: `scenario-${name}` });
      return () => {
        faults.remove(id);
      };
    },
  };
}

export const clusterDown = faulty(
  'cluster-down',
  'The API server cannot be reached.',
  { type: 'disconnected' },
);

export const clusterHangs = faulty(
  'cluster-hangs',
  'The API server takes requests and never answers.',
  { type: 'hang' },
);

export const slowCluster = faulty(
  'slow-cluster',
  'Every answer of the API server takes four seconds or more.',
  { type: 'latency', milliseconds: 4000, jitterMilliseconds: 2000 },
);

export const tokenExpired = faulty(
  'token-expired',
  'The API server answers 401: the credentials are not valid any more.',
  { type: 'status', code: 401 },
);

export const forbiddenKind = faulty(
  'forbidden-kind',
  'The credentials may not read Secrets any more.',
  { type: 'status', code: 403, match: { resources: ['secrets'] } },
);

export const throttled = faulty(
  'throttled',
  'The API server answers every other request with 429.',
  { type: 'status', code: 429, retryAfterSeconds: 2, probability: 0.5 },
);
