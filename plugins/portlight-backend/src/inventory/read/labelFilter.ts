import type { LabelSelector } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { whereContains } from '../../database';

/**
 * Narrows to rows with matching labels. The column has each label as a line of its own, key and value
 * URI-encoded, so that no label can look like another's end.
 */
export function whereLabels(
  knex: Knex,
  query: Knex.QueryBuilder,
  selector: LabelSelector,
): void {
  for (const { key, operator, values } of selector) {
    const line = `\n${encodeURIComponent(key)}=`;
    const lines = values.map(value => `${line}${encodeURIComponent(value)}\n`);
    switch (operator) {
      case 'Exists':
        whereContains(knex, query, 'labels', line);
        break;
      case 'DoesNotExist':
        whereContains(knex, query, 'labels', line, false);
        break;
      case 'In':
        query.where(any => {
          for (const text of lines) {
            any.orWhere(one => whereContains(knex, one, 'labels', text));
          }
        });
        break;
      default:
        // As in Kubernetes, what has no such label is not among the values either.
        for (const text of lines) {
          whereContains(knex, query, 'labels', text, false);
        }
    }
  }
}
