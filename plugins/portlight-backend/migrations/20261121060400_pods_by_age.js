// @ts-check

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).startsWith('pg');
}

/**
 * The newest pods of the fleet, in the order of their list, so that its first page is the beginning of an index.
 * SQLite sorts them in a quarter of the time, from an index that it has, and needs none.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!isPostgres(knex)) return;
  await knex.raw(
    `create index objects_pods_created on objects ((created_at is null), created_at desc, cluster, namespace, name)
     where kind = 'Pod'`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (isPostgres(knex)) await knex.raw('drop index objects_pods_created');
};
