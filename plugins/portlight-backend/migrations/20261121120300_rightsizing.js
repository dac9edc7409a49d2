// @ts-check

/**
 * What containers used, day by day, and what is recommended because of it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('container_specs', table => {
    table.comment('Containers of workloads whose usage is kept');
    table.increments('id');
    table.string('cluster', 253).notNullable();
    table
      .string('namespace', 253)
      .notNullable()
      .comment('Empty, as are the next two, for when the cluster was measured');
    table.string('workload', 400).notNullable().comment('Kind/name');
    table.string('container', 253).notNullable();
    table.unique(['cluster', 'namespace', 'workload', 'container'], {
      indexName: 'container_specs_place',
    });
  });
  await knex.schema.createTable('container_usage', table => {
    table.comment('What containers used on each day (UTC)');
    table.integer('spec').notNullable().comment('Of container_specs');
    table.integer('day').notNullable().comment('Days since the epoch');
    table
      .binary('data')
      .notNullable()
      .comment('Histograms: encodeContainerDay of portlight-common');
    table.primary(['spec', 'day']);
    table.index(['day'], 'container_usage_day');
  });
  await knex.schema.createTable('quota_usage', table => {
    table.comment('What was used of ResourceQuotas on each day (UTC)');
    table.string('cluster', 253).notNullable();
    table.string('namespace', 253).notNullable();
    table.string('name', 253).notNullable();
    table.integer('day').notNullable().comment('Days since the epoch');
    table
      .integer('slot')
      .notNullable()
      .comment('The last five minutes of the day that are in here');
    table.integer('samples').notNullable();
    table
      .text('used')
      .notNullable()
      .comment('JSON: by resource, samples by bucket');
    table.primary(['cluster', 'namespace', 'name', 'day']);
    table.index(['day'], 'quota_usage_day');
  });
  await knex.schema.createTable('rightsizings', table => {
    table.comment('What workloads should request, by strategy');
    table.string('cluster', 253).notNullable();
    table.string('namespace', 253).notNullable();
    table.string('kind', 63).notNullable();
    table.string('name', 253).notNullable();
    table.string('strategy', 15).notNullable();
    table
      .bigInteger('saving')
      .notNullable()
      .comment('Billionths of the currency in a month');
    table
      .bigInteger('computed_at')
      .notNullable()
      .comment('Milliseconds since the epoch; the same for all of a run');
    table
      .text('document')
      .notNullable()
      .comment('JSON: Rightsizing of the API, and its patch');
    table.primary(['cluster', 'namespace', 'kind', 'name', 'strategy']);
    table.index(['strategy', 'saving'], 'rightsizings_saving');
  });
  await knex.schema.createTable('rightsizing_advice', table => {
    table.comment('What else should be different');
    table.string('cluster', 253).notNullable();
    table.string('type', 31).notNullable();
    table.string('namespace', 253).notNullable().comment('Empty for volumes');
    table.string('kind', 63).notNullable();
    table.string('name', 253).notNullable();
    table
      .bigInteger('saving')
      .notNullable()
      .comment('Billionths of the currency in a month');
    table
      .bigInteger('since')
      .notNullable()
      .comment('Seconds since the epoch: when it was seen first');
    table.bigInteger('computed_at').notNullable();
    table
      .text('document')
      .notNullable()
      .comment('JSON: RightsizingAdvice of the API, and its patch');
    table.primary(['cluster', 'type', 'namespace', 'kind', 'name']);
    table.index(['saving'], 'rightsizing_advice_saving');
  });
  await knex.schema.createTable('rightsizing_clusters', table => {
    table.comment('When clusters were looked at, and which nodes could go');
    table.string('cluster', 253).primary();
    table.bigInteger('computed_at').notNullable();
    table
      .text('realisable')
      .notNullable()
      .comment('JSON: RealisableSaving of the API by strategy');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'rightsizing_clusters',
    'rightsizing_advice',
    'rightsizings',
    'quota_usage',
    'container_usage',
    'container_specs',
  ]) {
    await knex.schema.dropTable(table);
  }
};
