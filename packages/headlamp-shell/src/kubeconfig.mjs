import { parse } from 'yaml';

const byName = list => new Map((list ?? []).map(entry => [entry.name, entry]));

const decoded = text =>
  text === undefined ? undefined : Buffer.from(text, 'base64').toString('utf8');

/**
 * The contexts of a kubeconfig that sign in with a token; other ways need a program or files of the user's, which a
 * development server does not run or open.
 *
 * @param {string} text
 */
export function clustersOfKubeconfig(text) {
  const config = parse(text);
  const clusters = byName(config.clusters);
  const users = byName(config.users);
  return (config.contexts ?? []).flatMap(({ name, context }) => {
    const cluster = clusters.get(context?.cluster)?.cluster;
    const token = users.get(context?.user)?.user?.token;
    if (!cluster?.server || !token) return [];
    return [
      {
        name,
        server: cluster.server,
        token,
        ca: decoded(cluster['certificate-authority-data']),
        skipTLSVerify: Boolean(cluster['insecure-skip-tls-verify']),
      },
    ];
  });
}
