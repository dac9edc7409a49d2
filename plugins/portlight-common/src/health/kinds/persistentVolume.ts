import type { KindHealth } from '../Finding';
import { oneLine, record, text } from '../reading';
import { parseTime } from '../time';

/** Volumes by their phase. */
export const persistentVolumeHealth: KindHealth = {
  kind: 'PersistentVolume',
  group: '',
  assess(volume) {
    const status = record(volume.status);
    const since = parseTime(status.lastPhaseTransitionTime);
    const said = oneLine(status.message);
    switch (text(status.phase)) {
      case 'Bound':
        return {
          status: 'healthy',
          reason: 'Bound',
          message: 'Bound to its claim',
          since,
        };
      case 'Available':
        return {
          status: 'healthy',
          reason: 'Available',
          message: 'Free for a claim',
          since,
        };
      case 'Released':
        return {
          status: 'suspended',
          reason: 'Released',
          message: 'Its claim is gone; the volume is kept and not reused',
          since,
        };
      case 'Failed':
        return {
          status: 'degraded',
          reason: 'Failed',
          message: said || 'The volume could not be reclaimed',
          since,
          problems: [{ cause: 'PersistentVolumeFailed' }],
        };
      case 'Pending':
      case '':
        return {
          status: 'progressing',
          reason: 'Pending',
          message: said || 'The volume is being made',
          since,
        };
      default:
        return {
          status: 'unknown',
          reason: 'PhaseUnknown',
          message: `Phase ${oneLine(status.phase, 100)}`,
          since,
        };
    }
  },
};
