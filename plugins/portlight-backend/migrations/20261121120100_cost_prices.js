// @ts-check

/**
 * Prices over time, and what bills say. A price that changed is a new row from then on; hours of before keep the old
 * one. Money is in billionths of the currency's unit; times are seconds since the epoch.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('price_sources', table => {
    table.comment('Where prices come from and how far they were read');
    table
      .string('source', 127)
      .primary()
      .comment('custom, csv, seed, default or the name of a provider');
    table
      .string('version', 253)
      .comment('Of what was read last; null before that');
    table.string('at', 63).comment('When that was published');
    table
      .integer('revision')
      .notNullable()
      .comment('Counts the times that prices changed');
    table.integer('lines').notNullable().comment('Prices now');
    table.text('problem').comment('Why the source could not be read last');
    table.integer('checked_at').notNullable();
  });
  /** @param {import('knex').Knex.CreateTableBuilder} table */
  const rule = table => {
    table.string('source', 127).notNullable();
    table.string('key', 22).notNullable().comment('A hash of what it is for');
    table.string('hash', 22).notNullable().comment('A hash of all of it');
    table
      .string('instance_type', 253)
      .notNullable()
      .comment('Empty for what is for all types');
    table
      .string('provider_id', 500)
      .notNullable()
      .comment('Empty for what is for more than one machine');
    table.text('rule').notNullable().comment('JSON');
    table.string('version', 253).notNullable();
    table.string('at', 63).notNullable();
  };
  await knex.schema.createTable('price_rows', table => {
    table.comment('Prices, each with the time in which it holds');
    table.bigIncrements('id');
    rule(table);
    table.integer('valid_from').notNullable();
    table.integer('valid_to').comment('Exclusive; null for those in force');
    table.index(['source', 'key', 'valid_to'], 'price_rows_key');
    table.index(['instance_type', 'provider_id'], 'price_rows_instance_type');
  });
  await knex.schema.createTable('priced_types', table => {
    table.comment('Types of machines that the price list was read for');
    table.string('instance_type', 253).primary();
  });
  await knex.schema.createTable('price_staging', table => {
    table.comment('Prices of a source while it is being read');
    table.string('batch', 36).notNullable();
    table.integer('line').notNullable();
    rule(table);
    table.primary(['batch', 'line']);
    table.index(['batch', 'key'], 'price_staging_key');
  });
  await knex.schema.createTable('billed_machines', table => {
    table.comment('Machines of nodes, by what bills call them');
    table.string('cluster', 253).notNullable();
    table.string('key', 500).notNullable();
    table.string('instance_type', 253).notNullable();
    table.string('capacity_type', 15).notNullable();
    table.integer('seen_at').notNullable().comment('Within a day');
    table.primary(['key', 'cluster']);
    table.index(['seen_at'], 'billed_machines_seen_at');
  });
  await knex.schema.createTable('bills', table => {
    table.comment('Bills that were imported');
    table.string('id', 36).primary();
    table.string('name', 253).notNullable().unique({ indexName: 'bills_name' });
    table.string('format', 15).notNullable();
    table.string('imported_at', 30).notNullable();
    table.string('imported_by', 253).notNullable();
    table.integer('start').notNullable();
    table.integer('end').notNullable();
    table.integer('lines').notNullable();
    table.integer('matched').notNullable();
    table.bigInteger('billed').notNullable();
    table.string('currency', 3).notNullable();
  });
  await knex.schema.createTable('bill_amounts', table => {
    table.comment('What bills say per day and kind of node');
    table.string('bill', 36).notNullable();
    table.string('cluster', 253).notNullable();
    table.integer('day').notNullable();
    table.string('instance_type', 253).notNullable();
    table.string('capacity_type', 15).notNullable();
    table.bigInteger('billed').notNullable();
    table.primary(['cluster', 'day', 'instance_type', 'capacity_type', 'bill']);
    table.index(['bill'], 'bill_amounts_bill');
  });
  await knex.schema.createTable('bill_factors', table => {
    table.comment('What modelled costs of a kind of node are multiplied by');
    table.string('cluster', 253).notNullable();
    table.integer('day').notNullable();
    table.string('instance_type', 253).notNullable();
    table.string('capacity_type', 15).notNullable();
    table.bigInteger('modelled').notNullable();
    table.bigInteger('billed').notNullable();
    table.double('factor').notNullable();
    table.primary(['cluster', 'day', 'instance_type', 'capacity_type']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'bill_factors',
    'bill_amounts',
    'bills',
    'billed_machines',
    'price_staging',
    'priced_types',
    'price_rows',
    'price_sources',
  ]) {
    await knex.schema.dropTable(table);
  }
};
