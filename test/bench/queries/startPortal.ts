import { startService } from '../children';
import type { BenchFleet } from '../fleet/startFleet';

/** What the portal's process is given. */
export interface PortalInput {
  database: 'SQLite' | 'PostgreSQL';
  /** The path of a kubeconfig. */
  kubeconfig: string;
  clusters: number;
}

/** What it tells when everything is in its database. */
export interface PortalReady {
  /** Where the API is. */
  url: string;
  /** The header of a user. */
  authorization: string;
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
  /** Throws for every other status than 200. */
  get(path: string): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts the real backend plugin with its router; resolves after the first sync. */
export async function startPortal(
  database: PortalInput['database'],
  fleet: BenchFleet,
): Promise<BenchPortal> {
  const input: PortalInput = {
    database,
    kubeconfig: fleet.kubeconfig,
    clusters: fleet.clusters.length,
  };
  const { ready, stop } = await startService<PortalReady>(
    'queries/portalProcess.ts',
    input,
  );
  const headers = { authorization: ready.authorization };
  return {
    synced: ready.synced,
    stop,
    get: async path => {
      const began = performance.now();
      const response = await fetch(`${ready.url}${path}`, { headers });
      const text = await response.text();
      const milliseconds = performance.now() - began;
      if (response.status !== 200) {
        throw new Error(`${path} answered ${response.status}: ${text}`);
      }
      return {
        milliseconds,
        bytes: Buffer.byteLength(text),
        body: JSON.parse(text),
      };
    },
  };
}
