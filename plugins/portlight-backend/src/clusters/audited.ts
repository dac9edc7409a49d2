import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { PortlightError } from '@portlight/plugin-portlight-common';

/** Our own errors are made to be read; others (the database's) may quote what they were given. */
function auditable(error: unknown): Error {
  return error instanceof PortlightError
    ? error
    : new Error("It failed in the portal; the backend's log has the details");
}

/**
 * Does something that the audit log is to know of, with its outcome. Nothing secret may be in `meta`.
 *
 * @param action - what it answers goes on; `meta` of the outcome by `outcome`
 */
export async function audited<Result>(
  auditor: AuditorService,
  event: AuditorServiceCreateEventOptions,
  action: () => Promise<Result>,
  outcome?: (
    result: Result,
  ) => NonNullable<AuditorServiceCreateEventOptions['meta']>,
): Promise<Result> {
  const created = await auditor.createEvent(event);
  let result: Result;
  try {
    result = await action();
  } catch (error) {
    await created.fail({ error: auditable(error) });
    throw error;
  }
  await created.success(outcome && { meta: outcome(result) });
  return result;
}
