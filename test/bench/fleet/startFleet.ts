import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startService } from '../children';

/** The fleet that a suite reads. */
export interface FleetOptions {
  clusters: number;
  podsPerCluster: number;
  /** Seconds of the fleet per second; 0: nothing happens by itself. */
  speed: number;
  /** One Deployment of so many is broken; without it all run. */
  troubledEvery?: number;
  /** Clusters have an address with TLS and HTTP/2 besides. */
  secure?: boolean;
}

/** What the fleet's process tells of it. */
export interface FleetReady {
  /** Where the statistics of its process are. */
  statistics: string;
  pods: number;
  /** YAML. */
  kubeconfig: string;
  /** The same with the addresses that have TLS; YAML. */
  secureKubeconfig?: string;
  clusters: { name: string; url: string }[];
}

/** A fleet that is served by another process. */
export interface BenchFleet {
  /** Where the statistics of its process are. */
  statistics: string;
  pods: number;
  clusters: { name: string; url: string }[];
  /** The path of the kubeconfig. */
  kubeconfig: string;
  /** The path of the one with TLS, where that was asked for. */
  secureKubeconfig?: string;
  stop(): Promise<void>;
}

/** Starts a fleet in a process of its own. */
export async function startFleet(options: FleetOptions): Promise<BenchFleet> {
  const { ready, stop } = await startService<FleetReady>(
    'fleet/fleetProcess.ts',
    options,
  );
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-bench-'));
  const write = (name: string, text: string) => {
    const file = path.join(directory, name);
    fs.writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  const { secureKubeconfig } = ready;
  return {
    ...ready,
    kubeconfig: write('kubeconfig', ready.kubeconfig),
    secureKubeconfig:
      secureKubeconfig && write('secure-kubeconfig', secureKubeconfig),
    stop: async () => {
      await stop();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}
