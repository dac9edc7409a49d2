import { startService } from '../children';
import type { BenchFleet } from '../fleet/startFleet';

/** What the portal's process is given. */
export interface PortalInput {
  database: 'SQLite' | 'PostgreSQL';
  /** The path of a kubeconfig. */
  kubeconfig: string;
  clusters: { name: string; url: string }[];
  /** How the mirror reaches the clusters. */
  reach: 'kubeconfig' | 'kubernetes plugin';
  /** Whether the kubernetes backend is installed too. */
  kubernetesPlugin: boolean;
}

/** What a suite may want of a portal. */
export type PortalOptions = Partial<
  Pick<PortalInput, 'reach' | 'kubernetesPlugin'>
>;

/** What it tells when everything is in its database. */
export interface PortalReady {
  /** Where the API is. */
  url: string;
  /** Where the kubernetes backend is, if it is there. */
  kubernetesUrl: string;
  /** The header of a user. */
  authorization: string;
  /** The header of a user who may see 40 namespaces of each cluster. */
  partialAuthorization: string;
  /** Where the statistics of its process are. */
  statistics: string;
  /** Milliseconds from the plugin's start to the last cluster's first sync. */
  synced: number;
}

/** An answer of the API. */
export interface Answer {
  /** From the request to the last byte. */
  milliseconds: number;
  bytes: number;
  body: any;
}

/** A portal in a process of its own, reading a fleet. */
export interface BenchPortal {
  synced: number;
  statistics: string;
  url: string;
  authorization: string;
  /** Throws for every other status than 200. */
  get(path: string, partial?: boolean): Promise<Answer>;
  /** The same for a question to the kubernetes backend. */
  askKubernetes(path: string, body: object): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts the real backend plugin with its router; resolves after the first sync. */
export async function startPortal(
  database: PortalInput['database'],
  fleet: BenchFleet,
  options: PortalOptions = {},
): Promise<BenchPortal> {
  const input: PortalInput = {
    database,
    kubeconfig: fleet.kubeconfig,
    clusters: fleet.clusters,
    reach: 'kubeconfig',
    kubernetesPlugin: false,
    ...options,
  };
  const { ready, stop } = await startService<PortalReady>(
    'queries/portalProcess.ts',
    input,
  );
  const { authorization, partialAuthorization } = ready;
  const ask = async (url: string, init: RequestInit): Promise<Answer> => {
    const began = performance.now();
    const response = await fetch(url, init);
    const text = await response.text();
    const milliseconds = performance.now() - began;
    if (response.status !== 200) {
      throw new Error(`${url} answered ${response.status}: ${text}`);
    }
    return {
      milliseconds,
      bytes: Buffer.byteLength(text),
      body: JSON.parse(text),
    };
  };
  return {
    synced: ready.synced,
    statistics: ready.statistics,
    url: ready.url,
    authorization,
    stop,
    get: (path, partial = false) =>
      ask(`${ready.url}${path}`, {
        headers: {
          authorization: partial ? partialAuthorization : authorization,
        },
      }),
    askKubernetes: (path, body) =>
      ask(`${ready.kubernetesUrl}${path}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}
