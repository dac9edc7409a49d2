// @ts-check

const COLUMNS = ['lease_owner', 'lease_token', 'lease_expires_at'];

/**
 * Which replica of the backend does what: leases with their own small rows, because they are renewed every few
 * seconds and the rows of clusters carry whole documents.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('replicas', table => {
    table.comment('Processes of the backend that share the work');
    table.string('name', 253).primary();
    // Times are the database's, in milliseconds since the epoch: replicas' clocks need not agree.
    table.bigInteger('started_at').notNullable();
    table.bigInteger('seen_at').notNullable();
  });
  await knex.schema.createTable('leases', table => {
    table.comment('What only one replica at a time may do');
    table.string('type', 15).notNullable().comment('cluster or task');
    table.string('name', 253).notNullable();
    table.string('owner', 253).comment('The replica; null where it is free');
    table
      .bigInteger('lease_token')
      .notNullable()
      .defaultTo(0)
      .comment('Fencing token: grows with each claim');
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment("The database's milliseconds since the epoch");
    table
      .string('wanted_by', 253)
      .comment('The replica that has less to do and asks for it');
    table
      .bigInteger('sync_requested_at')
      .comment('Set until the owner begins to read the cluster anew');
    table.primary(['type', 'name']);
    table.index(['owner'], 'leases_owner');
  });
  await knex.schema.createTable('lease_tokens', table => {
    table.comment(
      'One row: the last fencing token; a lease that is removed and made anew must not begin again',
    );
    table.integer('id').primary();
    table.bigInteger('lease_token').notNullable();
  });
  await knex('lease_tokens').insert({ id: 1, lease_token: 0 });
  for (const column of COLUMNS) {
    // Not by knex, which copies the table on SQLite.
    await knex.raw('alter table ?? drop column ??', ['clusters', column]);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of ['lease_tokens', 'leases', 'replicas']) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('clusters', table => {
    table.string('lease_owner', 253);
    table.bigInteger('lease_token').notNullable().defaultTo(0);
    table.bigInteger('lease_expires_at');
  });
};
