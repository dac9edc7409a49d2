import type { LabelSelector } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { isPostgres, whereContains } from '../../database';

/**
 * Narrows label sets to those that match. The column has each label as a line of its own, key and value
 * URI-encoded, so that no label can look like another's end.
 */
function whereSetMatches(
  knex: Knex,
  sets: Knex.QueryBuilder,
  selector: LabelSelector,
): void {
  const contains = (query: Knex.QueryBuilder, text: string, is = true) =>
    whereContains(knex, query, 'label_sets.labels', text, is);
  for (const { key, operator, values } of selector) {
    const line = `\n${encodeURIComponent(key)}=`;
    const lines = values.map(value => `${line}${encodeURIComponent(value)}\n`);
    switch (operator) {
      case 'Exists':
        contains(sets, line);
        break;
      case 'DoesNotExist':
        contains(sets, line, false);
        break;
      case 'In':
        sets.where(any => {
          for (const text of lines) {
            any.orWhere(one => contains(one, text));
          }
        });
        break;
      default:
        // As in Kubernetes, what has no such label is not among the values either.
        for (const text of lines) {
          contains(sets, text, false);
        }
    }
  }
}

/**
 * Narrows a query on `objects` to rows with matching labels: those with one of the sets that match. True or
 * false of every row, never unknown.
 */
export function whereLabels(
  knex: Knex,
  query: Knex.QueryBuilder,
  selector: LabelSelector,
): void {
  if (selector.length === 0) return;
  const matching = (columns: string[]) => (sets: Knex.QueryBuilder) => {
    sets.from('label_sets').select(columns);
    whereSetMatches(knex, sets, selector);
  };
  if (isPostgres(knex)) {
    // With both columns it goes from the sets to their objects, by an index.
    query.whereIn(
      ['objects.cluster', 'objects.label_set'],
      matching(['label_sets.cluster', 'label_sets.id']),
    );
  } else {
    // The id alone says the same, because it is made of the labels. With the cluster SQLite, which knows
    // nothing of how many rows there are, reads the sets twice.
    query.whereIn('objects.label_set', matching(['label_sets.id']));
  }
}
