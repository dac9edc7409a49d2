import { isPath } from '@portlight/plugin-portlight-common';
import { PeerRequestError } from './PeerClient';

/** Names of Kubernetes objects: nothing that could leave its place in a path. */
const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** What is reached through the API server. */
export interface ProxiedTarget {
  type: 'pods' | 'services';
  namespace: string;
  name: string;
  port: number | string;
  scheme: 'http' | 'https';
  /** Begins with `/`; with the query. */
  path: string;
}

function isName(text: string): boolean {
  return NAME.test(text) && !text.includes('..');
}

/**
 * The path of the API server's proxy to a pod or Service.
 *
 * @throws PeerRequestError where any part could make it another path
 */
export function proxyPath(target: ProxiedTarget): string {
  const { type, namespace, name, port, scheme, path } = target;
  if (
    !isName(namespace) ||
    !isName(name) ||
    !/^[a-z0-9-]{1,63}$/.test(String(port)) ||
    !isPath(path)
  ) {
    throw new PeerRequestError(
      `${namespace}/${name} cannot be reached through the API server: its name, port or path is not one that Kubernetes knows`,
    );
  }
  const prefix = scheme === 'https' ? 'https:' : '';
  return `/api/v1/namespaces/${namespace}/${type}/${prefix}${name}:${port}/proxy${path}`;
}
