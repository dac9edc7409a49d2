// @ts-check

/**
 * What was found when the sources of metrics were asked last: written by the replica that asks them, read by all.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('metric_sources', table => {
    table.comment('How the sources of metrics answered last, per cluster');
    table.string('cluster', 253).notNullable();
    table
      .string('source', 253)
      .notNullable()
      .comment('metricsApi, kubelet, or the name of a configured one');
    table.string('status', 31).notNullable();
    table.text('message');
    table.string('checked_at', 30).notNullable();
    table.primary(['cluster', 'source']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('metric_sources');
};
