import type { RightsizingAdvice } from '../../api';

/** Advice with its patch as an object. @public */
export interface Advice {
  /** As the API has it, without the patch. */
  item: Omit<RightsizingAdvice, 'patch'>;
  /** A manifest or a merge patch. */
  patch?: Record<string, unknown>;
}

/** How much days of history are worth. */
export function confidenceOfDays(
  days: number,
): RightsizingAdvice['confidence'] {
  if (days >= 14) return 'high';
  return days >= 3 ? 'medium' : 'low';
}
