import type { KindHealth } from '../Finding';
import { oneLine, record, text } from '../reading';
import { parseTime } from '../time';

/** Secrets: those of Helm say in a label how their release went; others are just there. */
export const secretHealth: KindHealth = {
  kind: 'Secret',
  group: '',
  stateless: true,
  assess(secret) {
    const metadata = record(secret.metadata);
    const labels = record(metadata.labels);
    const status = text(labels.status);
    if (text(labels.owner) !== 'helm' || !status) {
      return { status: 'healthy', reason: 'Exists', message: 'Exists' };
    }
    const since = parseTime(metadata.creationTimestamp);
    const revision = `Revision ${oneLine(labels.version, 20) || '?'} of ${
      oneLine(labels.name, 100) || 'the release'
    }`;
    if (status === 'failed') {
      return {
        status: 'degraded',
        reason: 'HelmReleaseFailed',
        message: `${revision} has failed`,
        since,
      };
    }
    if (status.startsWith('pending-') || status === 'uninstalling') {
      return {
        status: 'progressing',
        reason: 'HelmReleasePending',
        message: `${revision} is ${oneLine(status, 30)}`,
        since,
      };
    }
    return {
      status: 'healthy',
      reason: 'HelmReleaseStored',
      message: `${revision} is ${oneLine(status, 30)}`,
      since,
    };
  },
};
