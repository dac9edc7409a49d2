// @ts-check
const { createHash } = require('node:crypto');

const ROWS = 200;

/**
 * As the store makes them; a migration stays as it is, whatever the store does later.
 *
 * @param {string} labels
 */
function labelSetId(labels) {
  return createHash('sha256').update(labels).digest('base64url').slice(0, 22);
}

/** Columns of the index that SQLite finds pages in, without the labels or what stands for them. */
const FIELDS = [
  'kind',
  'cluster',
  'namespace',
  'name',
  'health_rank',
  'phase',
  'node',
  'workload',
  'owner',
  'version',
  'restarts',
  'desired',
  'ready',
  'cpu',
  'memory',
  'created_at',
];

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).startsWith('pg');
}

/**
 * Calls back with all rows of objects, some at a time.
 *
 * @param {import('knex').Knex} knex
 * @param {string[]} columns
 * @param {(rows: any[]) => Promise<void>} visit
 */
async function eachObjects(knex, columns, visit) {
  const key = ['cluster', 'kind', 'namespace', 'name'];
  let after;
  do {
    const query = knex('objects')
      .select([...key, ...columns])
      .orderBy(key)
      .limit(ROWS);
    if (after) {
      query.whereRaw('(cluster, kind, namespace, name) > (?, ?, ?, ?)', after);
    }
    const rows = await query;
    if (rows.length > 0) await visit(rows);
    const last = rows.length === ROWS ? rows[ROWS - 1] : undefined;
    after = last && [last.cluster, last.kind, last.namespace, last.name];
  } while (after);
}

/**
 * Gives rows of objects a value in one statement.
 *
 * @param {import('knex').Knex} knex
 * @param {string} column
 * @param {any[]} rows
 * @param {(row: any) => string} valueOf
 */
async function setColumn(knex, column, rows, valueOf) {
  await knex.raw(
    `with given (cluster, kind, namespace, name, value) as (values ${rows
      .map(() => '(?, ?, ?, ?, ?)')
      .join(', ')})
     update objects set ${column} = given.value from given
     where objects.cluster = given.cluster and objects.kind = given.kind
       and objects.namespace = given.namespace and objects.name = given.name`,
    rows.flatMap(row => [
      row.cluster,
      row.kind,
      row.namespace,
      row.name,
      valueOf(row),
    ]),
  );
}

/**
 * Labels stand once for all objects of a cluster that have the same: the pods of a rollout, its ReplicaSet.
 * A label selector then searches few texts, and rows and indexes are narrower.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('label_sets', table => {
    table.comment('Labels that objects of a cluster have');
    table.string('cluster', 253).notNullable();
    table
      .string('id', 22)
      .notNullable()
      .comment('The first 132 bits of the SHA-256 of labels');
    table
      .text('labels')
      .notNullable()
      .comment('\\nkey=value\\n..., both URI-encoded');
    table.primary(['cluster', 'id']);
  });
  // Not by knex, which copies the table on SQLite.
  await knex.raw(
    "alter table objects add column label_set varchar(22) not null default ''",
  );
  await eachObjects(knex, ['labels'], async rows => {
    await knex('label_sets')
      .insert(
        rows.map(({ cluster, labels }) => ({
          cluster,
          id: labelSetId(labels),
          labels,
        })),
      )
      .onConflict(['cluster', 'id'])
      .ignore();
    await setColumn(knex, 'label_set', rows, ({ labels }) =>
      labelSetId(labels),
    );
  });
  if (isPostgres(knex)) {
    await knex.raw('alter table objects drop column labels');
    await knex.schema.alterTable('objects', table => {
      table.index(['cluster', 'label_set', 'kind'], 'objects_label_set');
    });
    // In the order of the list, so that its first page is the beginning of the index.
    await knex.raw(
      'create index objects_restarts on objects (kind, (restarts is null), restarts desc, cluster, namespace, name)',
    );
  } else {
    await knex.raw('drop index objects_fields');
    await knex.raw('alter table objects drop column labels');
    await knex.schema.alterTable('objects', table => {
      table.index([...FIELDS, 'label_set', 'images'], 'objects_fields');
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const postgres = isPostgres(knex);
  for (const index of postgres
    ? ['objects_label_set', 'objects_restarts']
    : ['objects_fields']) {
    await knex.raw('drop index ??', [index]);
  }
  await knex.raw(
    "alter table objects add column labels text not null default ''",
  );
  await knex.raw(
    `update objects set labels = coalesce(
       (select label_sets.labels from label_sets
        where label_sets.cluster = objects.cluster and label_sets.id = objects.label_set), '')`,
  );
  await knex.raw('alter table objects drop column label_set');
  await knex.schema.dropTable('label_sets');
  if (!postgres) {
    await knex.schema.alterTable('objects', table => {
      table.index([...FIELDS, 'labels', 'images'], 'objects_fields');
    });
  }
};
