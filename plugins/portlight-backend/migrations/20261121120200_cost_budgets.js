// @ts-check

/**
 * Who owned what on which day, and budgets with the alerts that are out. Days are those of the report's time zone.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('cost_ownership', table => {
    table.comment('Entities that select workloads, as they were on a day');
    table.string('day', 10).notNullable().primary().comment('2026-11-21');
    table.string('taken_at', 30).notNullable();
    table.integer('entities').notNullable().comment('How many');
    table
      .binary('body')
      .comment('JSON, gzip; null where it is that of the day before it');
  });
  await knex.schema.createTable('cost_budgets', table => {
    table.comment('What may be spent in a month');
    table.string('id', 36).notNullable().primary();
    table.string('name', 100).notNullable();
    table.text('scope').notNullable().comment('JSON');
    table
      .double('amount')
      .notNullable()
      .comment('Units of the currency per calendar month');
    table.text('thresholds').notNullable().comment('JSON: shares of it');
    table.boolean('notify_forecast').notNullable();
    table.text('recipients').notNullable().comment('JSON: references');
    table.string('created_at', 30).notNullable();
    table.text('created_by').notNullable();
    table.string('updated_at', 30).notNullable();
  });
  await knex.schema.createTable('cost_budget_alerts', table => {
    table.comment('What was said about a budget, once in a month');
    table
      .string('budget', 36)
      .notNullable()
      .comment('cost_budgets.id, or of one of the configuration');
    table.string('month', 7).notNullable().comment('2026-11');
    table.string('kind', 15).notNullable().comment('spent or forecast');
    table
      .integer('threshold')
      .notNullable()
      .comment('Thousandths of the amount');
    table.double('amount').notNullable().comment('What the budget was then');
    table.string('due_at', 30).notNullable();
    table
      .string('done_at', 30)
      .comment('Sent, or covered by another; null while it is being sent');
    table.primary(['budget', 'month', 'kind', 'threshold']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cost_budget_alerts');
  await knex.schema.dropTable('cost_budgets');
  await knex.schema.dropTable('cost_ownership');
};
