import {
  type NodeUsage,
  parseNodeMetrics,
} from '@portlight/plugin-portlight-common';
import type {
  ClusterConnection,
  ClusterResponse,
} from '@portlight/plugin-portlight-node';
import { isHtml, isJson, readBody } from './reflector/bodies';
import {
  classifyError,
  classifyStatus,
  notKubernetes,
  quote,
} from './reflector/classify';
import { SyncError } from './reflector/failure';

const LARGEST_PROBE = 1024 * 1024;
const LARGEST_USAGE = 64 * 1024 * 1024;

/** Answers to /readyz that are not the server's own opinion but that of what stands before it. */
const UNWELL = new Set([401, 502, 503, 504]);

/** What /readyz says. */
export interface Readiness {
  ready: boolean;
  /** The checks that fail. */
  failing: string[];
}

/** What the nodes use now: cores and bytes. */
export interface Usage {
  cpu: number;
  memory: number;
  nodes: Map<string, { cpu: number; memory: number }>;
  /** As metrics.k8s.io says it. */
  measured: NodeUsage[];
}

/** Why it is not known what nodes use. */
export interface UsageUnavailable {
  /** One sentence. */
  unavailable: string;
  /** There is no metrics API in the cluster. */
  absent?: boolean;
}

/** Asks a cluster's API server for what is not an object. */
export class ClusterProbe {
  readonly #connection: () => ClusterConnection;
  readonly #timeout: number;

  /** @param timeout - milliseconds until a request is given up */
  constructor(connection: () => ClusterConnection, timeout: number) {
    this.#connection = connection;
    this.#timeout = timeout;
  }

  /**
   * The server's version, such as `v1.36.3`; nothing where it does not tell these credentials.
   *
   * @throws SyncError where there is no API server that accepts the credentials
   */
  async version(signal: AbortSignal): Promise<string | undefined> {
    const purpose = { action: 'read its version' };
    const { response, text } = await this.#get('/version', signal);
    if (response.status === 403) return undefined;
    if (response.status === 404) {
      throw new SyncError({
        cause: 'invalidResponse',
        message:
          "There is no Kubernetes API at the cluster's address (404); check the address.",
      });
    }
    // Go's sentence for plain HTTP on a port with TLS.
    if (response.status === 400 && /HTTP request to an HTTPS/i.test(text)) {
      throw new SyncError({
        cause: 'tls',
        message:
          "The API server speaks TLS at this port; the cluster's address has to begin with https://.",
      });
    }
    if (response.status !== 200) {
      throw new SyncError(
        classifyStatus(response.status, response.headers, text, purpose),
      );
    }
    if (!isJson(response.headers['content-type'])) {
      throw new SyncError(
        notKubernetes(response.headers['content-type'], purpose),
      );
    }
    try {
      const { gitVersion } = JSON.parse(text);
      if (typeof gitVersion === 'string') return quote(gitVersion);
    } catch {
      // Said below.
    }
    throw new SyncError({
      cause: 'invalidResponse',
      message:
        "The answer to /version is not an API server's; check the cluster's address.",
    });
  }

  /**
   * What /readyz says; nothing where these credentials are not told.
   *
   * @throws SyncError where the server cannot be asked
   */
  async readiness(signal: AbortSignal): Promise<Readiness | undefined> {
    const purpose = { action: 'read /readyz' };
    const { response, text } = await this.#get('/readyz?verbose', signal);
    if (response.status === 200) {
      const type = response.headers['content-type'];
      // The login page of something that stands before the server.
      if (isHtml(type)) throw new SyncError(notKubernetes(type, purpose));
      return { ready: true, failing: [] };
    }
    if (UNWELL.has(response.status)) {
      throw new SyncError(
        classifyStatus(response.status, response.headers, text, purpose),
      );
    }
    // The checks are in the answer only when the server itself answers 500.
    if (response.status !== 500) return undefined;
    const failing = [...text.matchAll(/^\[-\]([^\s]{1,100})/gm)]
      .slice(0, 20)
      .map(([, check]) => quote(check));
    return { ready: false, failing };
  }

  /** What the nodes use by metrics.k8s.io, or the reason why that is not known. */
  async usage(signal: AbortSignal): Promise<Usage | UsageUnavailable> {
    try {
      const { response, text } = await this.#get(
        '/apis/metrics.k8s.io/v1beta1/nodes',
        signal,
        LARGEST_USAGE,
      );
      if (response.status !== 200) {
        return {
          unavailable: unavailable(response, text),
          ...(response.status === 404 ? { absent: true } : {}),
        };
      }
      return readUsage(JSON.parse(text));
    } catch (error) {
      return {
        unavailable: `The metrics API (metrics.k8s.io) gives no answer: ${
          error instanceof SyntaxError
            ? 'it sends no JSON'
            : classifyError(error).message
        }`,
      };
    }
  }

  async #get(path: string, signal: AbortSignal, limit = LARGEST_PROBE) {
    const late = AbortSignal.timeout(this.#timeout);
    try {
      const response = await this.#connection().request({
        path,
        headers: { accept: 'application/json', 'accept-encoding': 'identity' },
        signal: AbortSignal.any([signal, late]),
      });
      return { response, text: await readBody(response, limit) };
    } catch (error) {
      if (!late.aborted) throw new SyncError(classifyError(error));
      throw new SyncError({
        cause: 'timeout',
        message: `The API server does not answer within ${
          this.#timeout / 1000
        } s; check its load, the network and firewalls in between.`,
      });
    }
  }
}

function unavailable(response: ClusterResponse, text: string): string {
  switch (response.status) {
    case 404:
      return 'The cluster has no metrics API (metrics.k8s.io); install metrics-server.';
    case 403:
      return 'The credentials may not list nodes of metrics.k8s.io; grant it with a ClusterRole.';
    case 503:
      return 'The metrics API (metrics.k8s.io) is installed but not available; look at metrics-server.';
    default:
      return `The metrics API (metrics.k8s.io): ${
        classifyStatus(response.status, response.headers, text, {
          action: 'list nodes of metrics.k8s.io',
        }).message
      }`;
  }
}

function readUsage(list: unknown): Usage | UsageUnavailable {
  const measured = parseNodeMetrics(list);
  const usage: Usage = { cpu: 0, memory: 0, nodes: new Map(), measured };
  for (const { name, cpu, memory } of measured) {
    if (cpu === undefined || memory === undefined) continue;
    usage.cpu += cpu;
    usage.memory += memory;
    usage.nodes.set(name, { cpu, memory });
  }
  return usage.nodes.size > 0
    ? usage
    : {
        unavailable:
          'The metrics API (metrics.k8s.io) has no figures of nodes yet.',
      };
}
