import type { KindHealth } from '../Finding';
import { oneLine, record, text } from '../reading';

/** Namespaces: active, or on their way out (which the deletion rules judge). */
export const namespaceHealth: KindHealth = {
  kind: 'Namespace',
  group: '',
  assess(namespace) {
    const phase = text(record(namespace.status).phase);
    if (phase === 'Terminating') {
      return {
        status: 'progressing',
        reason: 'Terminating',
        message: 'Being deleted',
      };
    }
    return phase === 'Active' || phase === ''
      ? { status: 'healthy', reason: 'Active', message: 'Active' }
      : {
          status: 'unknown',
          reason: 'PhaseUnknown',
          message: `Phase ${oneLine(phase, 100)}`,
        };
  },
};
