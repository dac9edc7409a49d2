// @ts-check

/**
 * What the peers of a target said last, aggregated: one row per target, replaced after every round of scrapes.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('metric_snapshots', table => {
    table.comment('The aggregate of the last scrapes of the peers of a target');
    table.string('cluster', 253).notNullable();
    table.string('target', 1024).notNullable();
    table
      .string('topic', 36)
      .notNullable()
      .comment('Of the target, which differs when it was made anew');
    table
      .string('revision', 40)
      .notNullable()
      .comment('Never the same for two states');
    table.string('taken_at', 30).notNullable().index('metric_snapshots_age');
    table.binary('body').notNullable().comment('JSON, gzip');
    table.primary(['cluster', 'target']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('metric_snapshots');
};
