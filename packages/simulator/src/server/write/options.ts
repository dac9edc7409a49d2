import { invalid } from '../../store';
import type { RequestContext } from '../context';

/** Options of a write that come with the query. */
export interface WriteOptions {
  dryRun: boolean;
  /** Who writes, for managed fields. */
  fieldManager: string;
  force: boolean;
}

/** Reads them. @param kind - such as `CreateOptions`, for the refusal */
export function parseWriteOptions(
  { query, request }: RequestContext,
  kind: string,
): WriteOptions {
  const dryRun = query.getAll('dryRun').filter(value => value !== '');
  if (dryRun.some(value => value !== 'All')) {
    throw invalid({ group: 'meta.k8s.io', kind }, '', [
      {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(
          dryRun,
        )}: supported values: "All"`,
        field: 'dryRun',
      },
    ]);
  }
  return {
    dryRun: dryRun.length > 0,
    fieldManager:
      query.get('fieldManager') ||
      (request.headers['user-agent'] ?? '').split('/')[0].slice(0, 128) ||
      'unknown',
    force: query.get('force') === 'true',
  };
}
