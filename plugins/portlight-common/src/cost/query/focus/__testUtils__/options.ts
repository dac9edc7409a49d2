import type { FocusOptions, FocusVersion } from '../types';

/** What the exports of tests are made with. */
export const options = (
  version: FocusVersion,
  more: Partial<FocusOptions> = {},
): FocusOptions => ({
  version,
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  policy: 'proportional',
  providerOf: () => 'Amazon Web Services',
  complete: true,
  ...more,
});
