import type {
  Cluster,
  SyncErrorCause,
} from '@portlight/plugin-portlight-common';
import { clusterDocument } from '../../__testUtils__';
import { UNREAD } from '../../inventory';
import { withoutQuotes } from './withoutQuotes';

const QUOTE = 'connect ECONNREFUSED 10.1.2.3:6443 as system:serviceaccount:x';
const AT = '2026-11-21T10:00:00Z';

const CAUSES: Record<SyncErrorCause, RegExp> = {
  unreachable: /cannot be reached/,
  timeout: /does not answer in time/,
  tls: /secure connection/,
  unauthorized: /does not accept the portal's credentials/,
  forbidden: /do not have the permission/,
  throttled: /limits requests/,
  serverError: /failed/,
  invalidResponse: /Kubernetes API server/,
  notInstalled: /does not have this/,
  tooMany: /more objects/,
  signInRequired: /own token/,
};

function failing(cause: SyncErrorCause, message: string): Cluster {
  return clusterDocument('east', {
    status: 'error',
    statusMessage: message,
    health: {
      status: 'unknown',
      reasons: [{ reason: 'NotReadable', message }],
    },
    sync: {
      state: 'failed',
      stale: true,
      lastError: { cause, message, at: AT },
      unavailableKinds: [{ kind: 'Pod', cause, message, since: AT }],
    },
  });
}

describe('withoutQuotes', () => {
  it.each(Object.entries(CAUSES))(
    'says of the cause %s what it means, and nothing that the server said',
    (cause, expected) => {
      const shown = withoutQuotes(failing(cause as SyncErrorCause, QUOTE));
      expect(JSON.stringify(shown)).not.toMatch(/10\.1\.2\.3|serviceaccount/);
      const message = expect.stringMatching(expected);
      expect(shown).toMatchObject({
        name: 'east',
        status: 'error',
        statusMessage: message,
        health: { reasons: [{ reason: 'NotReadable', message }] },
        sync: {
          state: 'failed',
          stale: true,
          lastError: { cause, message, at: AT },
          unavailableKinds: [{ kind: 'Pod', cause, message, since: AT }],
        },
      });
    },
  );

  it("keeps the portal's own words", () => {
    const healthy = clusterDocument('east');
    expect(withoutQuotes(healthy)).toEqual(healthy);
    const pending = clusterDocument('east', {
      status: 'pending',
      statusMessage: 'The cluster is being read: 3 of 9 kinds so far.',
    });
    expect(withoutQuotes(pending)).toEqual(pending);
    const { statusMessage, sync } = withoutQuotes({
      ...failing('serverError', UNREAD),
    });
    expect([statusMessage, sync.lastError?.message]).toEqual([UNREAD, UNREAD]);
  });
});
