import { gzipSync } from 'node:zlib';
import { timestamp } from '../../engine/time';
import type { ServiceDescription } from '../description';
import { imageOf, ownerOf } from './workloads';

/** The Secret in which Helm keeps a revision of a release. */
export function helmReleaseOf(
  service: ServiceDescription,
  version: string,
  revision: number,
  options: { status: 'deployed' | 'superseded'; first: number; now: number },
) {
  const { status, first, now } = options;
  const release = {
    name: service.name,
    namespace: service.namespace,
    version: revision,
    info: {
      first_deployed: timestamp(first),
      last_deployed: timestamp(now),
      deleted: '',
      description: revision === 1 ? 'Install complete' : 'Upgrade complete',
      status,
      notes: `${service.name} ${version} is rolling out.`,
    },
    chart: {
      metadata: {
        apiVersion: 'v2',
        name: service.image ? service.name : 'service',
        version: service.image ? `1.${revision}.0` : '3.8.1',
        appVersion: version,
        description: `Helm chart of ${service.name}`,
      },
      templates: [],
      values: {},
    },
    config: {
      image: imageOf(service, version),
      owner: ownerOf(service),
      resources: { requests: { cpu: service.cpu, memory: service.memory } },
    },
    manifest: '',
  };
  const packed = gzipSync(JSON.stringify(release)).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'helm.sh/release.v1',
    metadata: {
      name: `sh.helm.release.v1.${service.name}.v${revision}`,
      namespace: service.namespace,
      labels: {
        name: service.name,
        owner: 'helm',
        status,
        version: String(revision),
        modifiedAt: String(Math.floor(now / 1000)),
      },
    },
    // Helm encodes once, Kubernetes once more.
    data: { release: Buffer.from(packed).toString('base64') },
  };
}
