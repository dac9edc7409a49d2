import { stringify } from 'yaml';

/** One context of a kubeconfig. */
export interface KubeconfigEntry {
  name: string;
  url: string;
  token?: string;
  /** PEM, for an `https` URL. */
  certificateAuthority?: string;
}

/**
 * A kubeconfig for clusters of the simulator.
 */
export function kubeconfig(entries: readonly KubeconfigEntry[]): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: entries.map(({ name, url, certificateAuthority }) => ({
      name,
      cluster: {
        server: url,
        // Clients refuse plain HTTP unless they are told not to care about TLS.
        ...(url.startsWith('https:') && certificateAuthority
          ? {
              'certificate-authority-data':
                Buffer.from(certificateAuthority).toString('base64'),
            }
          : { 'insecure-skip-tls-verify': true }),
      },
    })),
    users: entries.map(({ name, token }) => ({
      name,
      user: token ? { token } : {},
    })),
    contexts: entries.map(({ name }) => ({
      name,
      context: { cluster: name, user: name },
    })),
    'current-context': entries[0]?.name ?? '',
  });
}
