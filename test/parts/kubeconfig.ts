import fs from 'node:fs';
import { stringify } from 'yaml';

/** Writes a kubeconfig with a context per user; the user `admin` has the cluster's name alone. */
export function writeKubeconfig(
  file: string,
  cluster: {
    name: string;
    server: string;
    /** PEM; without it the file asks for no verification. */
    certificateAuthority?: string;
    tokens: Record<string, string>;
  },
): void {
  const contexts = Object.keys(cluster.tokens).map(user => ({
    name: user === 'admin' ? cluster.name : `${cluster.name}-${user}`,
    context: { cluster: cluster.name, user: `${cluster.name}-${user}` },
  }));
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: cluster.name,
        cluster: {
          server: cluster.server,
          ...(cluster.certificateAuthority
            ? {
                'certificate-authority-data': Buffer.from(
                  cluster.certificateAuthority,
                ).toString('base64'),
              }
            : { 'insecure-skip-tls-verify': true }),
        },
      },
    ],
    users: Object.entries(cluster.tokens).map(([user, token]) => ({
      name: `${cluster.name}-${user}`,
      user: { token },
    })),
    contexts,
    'current-context': contexts[0].name,
  };
  fs.writeFileSync(file, stringify(content), { mode: 0o600 });
}
