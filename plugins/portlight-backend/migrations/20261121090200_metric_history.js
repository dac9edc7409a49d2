// @ts-check

const ROLLUPS = ['metric_rollups_1m', 'metric_rollups_5m', 'metric_rollups_1h'];

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).startsWith('pg');
}

/**
 * A table of the past. On PostgreSQL it has a partition per hour, day or month, which are made as time goes on, so
 * that what is old goes without being deleted row by row. On SQLite rows stand in the order of their key and have no
 * number of their own. Time comes first in most keys: what is written together then stands together.
 *
 * @param {import('knex').Knex} knex
 * @param {string} name
 * @param {string[]} columns
 * @param {string} key
 */
async function createHistoryTable(knex, name, columns, key) {
  const tail = isPostgres(knex) ? 'partition by range (at)' : 'without rowid';
  await knex.raw(
    `create table ${name} (${columns.join(
      ', ',
    )}, primary key (${key})) ${tail}`,
  );
}

/**
 * The past of metrics: which series there are, their samples, and what is made of these by the minute, five minutes
 * and hour. Times are seconds since the epoch in four bytes, enough until 2038 for what is kept for months.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('metric_peers', table => {
    table.comment('Peers of targets with a history');
    table.increments('id');
    table
      .string('cluster', 253)
      .notNullable()
      .comment('Empty for targets of no cluster');
    table.string('target', 1000).notNullable();
    table.string('peer', 1000).notNullable();
    table.integer('first_at').notNullable();
    table
      .integer('last_at')
      .notNullable()
      .comment('Within half an hour of its last samples');
    table.unique(['cluster', 'target', 'peer'], {
      indexName: 'metric_peers_key',
    });
    table.index(['last_at'], 'metric_peers_last_at');
  });
  await knex.schema.createTable('metric_series', table => {
    table.comment('Series of peers');
    table.increments('id');
    table.integer('peer').notNullable().comment('metric_peers.id');
    table
      .string('hash', 22)
      .notNullable()
      .comment('The first 132 bits of the SHA-256 of name and labels');
    table.text('name').notNullable();
    table
      .text('labels')
      .notNullable()
      .comment('JSON: pairs of name and value, sorted');
    table.string('type', 15).notNullable();
    table
      .boolean('cumulative')
      .notNullable()
      .comment('Only grows, so that increases are kept');
    table.integer('last_at').notNullable();
    table.unique(['peer', 'hash'], { indexName: 'metric_series_key' });
    table.index(['last_at'], 'metric_series_last_at');
    // What a rollup reads of series, in the order in which samples stand.
    table.index(['peer', 'cumulative', 'id'], 'metric_series_peer');
  });
  await createHistoryTable(
    knex,
    'metric_scrapes',
    ['peer integer not null', 'at integer not null'],
    'peer, at',
  );
  await createHistoryTable(
    knex,
    'metric_samples',
    [
      'at integer not null',
      'series integer not null',
      'value double precision not null',
    ],
    'at, series',
  );
  for (const name of ROLLUPS) {
    await createHistoryTable(
      knex,
      name,
      [
        'at integer not null',
        'series integer not null',
        'count integer not null',
        'seconds integer',
        'increase double precision',
        'minimum double precision',
        'maximum double precision',
        'sum double precision',
        'last double precision not null',
      ],
      'at, series',
    );
  }
  await knex.schema.createTable('metric_rollups_due', table => {
    table.comment('What of a peer changed since it was rolled up');
    table.string('cluster', 253).notNullable();
    table
      .integer('level')
      .notNullable()
      .comment('Seconds of the rollup: 60, 300, 3600');
    table.integer('peer').notNullable();
    table.integer('at').notNullable().comment('The beginning of the rollup');
    table.primary(['cluster', 'level', 'peer', 'at']);
  });
  await knex.schema.createTable('metric_levels', table => {
    table.comment('What went behind the retention');
    table.string('level', 15).primary();
    table
      .integer('kept_since')
      .notNullable()
      .comment('Everything before was removed');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'metric_levels',
    'metric_rollups_due',
    ...ROLLUPS,
    'metric_samples',
    'metric_scrapes',
    'metric_series',
    'metric_peers',
  ]) {
    await knex.schema.dropTable(table);
  }
};
