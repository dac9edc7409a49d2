import type {
  Cluster,
  SyncErrorCause,
} from '@portlight/plugin-portlight-common';
import { UNREAD } from '../../inventory';

/** What a failure means, without a word of the server's or the network's. */
const SENTENCES: Record<SyncErrorCause, string> = {
  unreachable: 'The API server cannot be reached.',
  timeout: 'The API server does not answer in time.',
  tls: 'There is no secure connection to the API server.',
  unauthorized: "The API server does not accept the portal's credentials.",
  forbidden: "The portal's credentials do not have the permission.",
  throttled: 'The API server limits requests; it is asked again later.',
  serverError: 'The API server, or the portal, failed.',
  invalidResponse: 'The answer is not one of a Kubernetes API server.',
  notInstalled: 'The cluster does not have this.',
  tooMany: 'There are more objects than the portal mirrors.',
  signInRequired: "The cluster is read with its user's own token.",
};

const MORE = 'Administrators of the portal see more about it.';

function sentence(cause: SyncErrorCause): string {
  return `${SENTENCES[cause]} ${MORE}`;
}

/**
 * A cluster without what servers and sockets said: internal addresses, names of service accounts and the like are not
 * for everybody who has something in the cluster.
 */
export function withoutQuotes(cluster: Cluster): Cluster {
  const { status, statusMessage, sync, health } = cluster;
  const { lastError } = sync;
  const failed = status === 'unreachable' || status === 'error';
  // That nobody reads the cluster is the portal's own word, whatever the status was before.
  const said =
    failed && statusMessage !== UNREAD
      ? sentence(lastError?.cause ?? 'serverError')
      : statusMessage;
  return {
    ...cluster,
    ...(statusMessage !== undefined && { statusMessage: said }),
    health: {
      ...health,
      // Of a cluster that cannot be judged the reason is the status.
      reasons: health.reasons.map(reason =>
        failed && health.status === 'unknown'
          ? { ...reason, message: said ?? reason.message }
          : reason,
      ),
    },
    sync: {
      ...sync,
      ...(lastError &&
        lastError.message !== UNREAD && {
          lastError: { ...lastError, message: sentence(lastError.cause) },
        }),
      unavailableKinds: sync.unavailableKinds.map(kind => ({
        ...kind,
        message: sentence(kind.cause),
      })),
    },
  };
}
