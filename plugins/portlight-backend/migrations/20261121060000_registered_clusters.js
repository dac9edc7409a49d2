// @ts-check

/**
 * Clusters that people registered, with their encrypted credentials, and how far the last rotation of the
 * encryption keys is.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('registered_clusters', table => {
    table.comment('Clusters registered at run time');
    table.string('name', 63).primary();
    table.string('title', 253);
    table.string('environment', 63);
    table.text('description');
    table.string('owner', 253);
    table.text('tags').notNullable().comment('JSON list of texts');
    table.boolean('maintenance').notNullable().defaultTo(false);
    table
      .text('server')
      .notNullable()
      .comment("The API server's URL, without any secret; shown");
    table
      .string('context', 253)
      .notNullable()
      .comment('Of the kubeconfig that was uploaded');
    table
      .string('credentials', 31)
      .notNullable()
      .comment('Their kind, such as token');
    table.string('credentials_expire_at', 30);
    table.string('credentials_changed_at', 30).notNullable();
    table
      .string('credentials_id', 36)
      .notNullable()
      .comment('Random; another one whenever the credentials are replaced');
    table
      .text('sealed')
      .notNullable()
      .comment('The connection with its secrets, encrypted: a JSON envelope');
    table
      .string('encryption_key', 253)
      .notNullable()
      .comment('The name of the key that wraps the data key in the envelope');
    table.string('registered_at', 30).notNullable();
    table.string('registered_by', 253).comment('An entity reference');
    table.string('changed_at', 30);
    table.string('changed_by', 253).comment('An entity reference');
    table.index(['encryption_key', 'name'], 'registered_clusters_key');
  });

  await knex.schema.createTable('encryption_rotation', table => {
    table.comment('The last rotation of the encryption keys; at most one row');
    table.integer('id').primary().comment('Always 1');
    table.text('progress').notNullable().comment('JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('encryption_rotation');
  await knex.schema.dropTable('registered_clusters');
};
