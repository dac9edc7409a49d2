import { flatHeaders } from '@portlight/plugin-portlight-backend/src/clusters/PooledConnection';
import type {
  ClusterConnection,
  ClusterSource,
} from '@portlight/plugin-portlight-node';
import fs from 'node:fs';
import { Agent } from 'undici';
import { parse } from 'yaml';

interface KubeconfigCluster {
  name: string;
  cluster: { server: string; 'certificate-authority-data': string };
}

/** As the mirror's own connections, but all streams of a cluster share connections of HTTP/2. */
function http2Connection({ cluster }: KubeconfigCluster): ClusterConnection {
  const agent = new Agent({
    allowH2: true,
    connect: {
      ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
    },
  });
  return {
    request: async ({ path, method = 'GET', headers, body, signal }) => {
      const response = await agent.request({
        origin: cluster.server,
        path,
        method,
        headers,
        body,
        signal,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      return {
        status: response.statusCode,
        headers: flatHeaders(response.headers),
        body: response.body,
      };
    },
    close: () => agent.destroy(),
  };
}

/** The clusters of a kubeconfig, by HTTP/2. */
export function http2Source(kubeconfig: string): ClusterSource {
  const { clusters }: { clusters: KubeconfigCluster[] } = parse(
    fs.readFileSync(kubeconfig, 'utf8'),
  );
  return {
    name: 'http2',
    listClusters: async () =>
      clusters.map(entry => ({
        name: entry.name,
        fingerprint: entry.cluster.server,
        connect: () => http2Connection(entry),
      })),
  };
}
