import type {
  RightsizingReport,
  RightsizingScope,
  RightsizingStrategy,
} from '@portlight/plugin-portlight-common';
import { useCostAnswer } from '../cost/parts';
import type { ApiAnswer } from '../host/useApiQuery';

/** The most that the API gives at once. */
export const RIGHTSIZING_LIMIT = 500;

/** What the containers of a scope should request. */
export function useRightsizing(
  scope: RightsizingScope,
  strategy: RightsizingStrategy,
  options: { enabled?: boolean } = {},
): ApiAnswer<RightsizingReport> {
  return useCostAnswer(
    ['rightsizing', scope, strategy],
    (api, signal) =>
      api.getRightsizing(
        scope,
        { strategy, limit: RIGHTSIZING_LIMIT },
        { signal },
      ),
    options,
  );
}
