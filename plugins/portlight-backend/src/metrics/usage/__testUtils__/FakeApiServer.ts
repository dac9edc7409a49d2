import type {
  ClusterConnection,
  ClusterResponse,
} from '@portlight/plugin-portlight-node';

/** What is answered to a path. */
export interface FakeAnswer {
  status?: number;
  contentType?: string;
  body: unknown;
}

/** An API server that answers by path; what it does not know is 404. */
export class FakeApiServer {
  readonly requests: string[] = [];
  readonly answers = new Map<string, FakeAnswer | (() => FakeAnswer)>();
  /** The most requests that were under way at once. */
  most = 0;
  #running = 0;

  readonly connection: ClusterConnection = {
    request: async ({ path, signal }) => {
      this.requests.push(path);
      this.most = Math.max(this.most, ++this.#running);
      try {
        await new Promise(resolve => {
          setImmediate(resolve);
        });
        signal?.throwIfAborted();
        return this.#answer(path);
      } finally {
        this.#running--;
      }
    },
    close: async () => {},
  };

  #answer(path: string): ClusterResponse {
    const known = this.answers.get(path);
    const answer: FakeAnswer = (typeof known === 'function'
      ? known()
      : known) ?? {
      status: 404,
      body: { kind: 'Status', apiVersion: 'v1', message: 'not found' },
    };
    const { status = 200, contentType = 'application/json', body } = answer;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return {
      status,
      headers: { 'content-type': contentType },
      body: (async function* bytes() {
        yield Buffer.from(text);
      })(),
    };
  }
}

/** What metrics.k8s.io answers for pods. */
export function podMetrics(
  pods: readonly {
    namespace: string;
    name: string;
    cpu: string;
    memory: string;
  }[],
): FakeAnswer {
  return {
    body: {
      kind: 'PodMetricsList',
      items: pods.map(({ namespace, name, cpu, memory }) => ({
        metadata: { namespace, name },
        timestamp: '2026-11-21T10:00:00Z',
        containers: [{ name: 'main', usage: { cpu, memory } }],
      })),
    },
  };
}

/** What a kubelet answers to `/stats/summary`. */
export function statsSummary(
  node: string,
  options: {
    rxBytes: number;
    pods?: readonly {
      namespace: string;
      name: string;
      rxBytes: number;
      claims?: Record<string, number>;
    }[];
  },
): FakeAnswer {
  const network = (rxBytes: number) => ({
    name: 'eth0',
    rxBytes,
    txBytes: rxBytes * 2,
  });
  return {
    body: {
      node: {
        nodeName: node,
        cpu: { usageNanoCores: 2e9 },
        memory: { workingSetBytes: 4e9 },
        network: network(options.rxBytes),
        fs: { usedBytes: 5e10, capacityBytes: 1e11 },
      },
      pods: (options.pods ?? []).map(
        ({ namespace, name, rxBytes, claims }) => ({
          podRef: { namespace, name, uid: `${namespace}-${name}` },
          cpu: { usageNanoCores: 5e8 },
          memory: { workingSetBytes: 1e9 },
          network: network(rxBytes),
          volume: Object.entries(claims ?? {}).map(([claim, usedBytes]) => ({
            name: claim,
            usedBytes,
            capacityBytes: 1e10,
            pvcRef: { name: claim, namespace },
          })),
        }),
      ),
    },
  };
}
