// @ts-check
const { randomUUID } = require('node:crypto');

/**
 * As the store writes tags; a migration stays as it is, whatever the store does later.
 *
 * @param {string[]} tags
 */
function encodeTags(tags) {
  const lines = tags.map(tag =>
    encodeURIComponent(tag.replace(/\p{Cs}/gu, '')),
  );
  return lines.length > 0 ? `\n${lines.join('\n')}\n` : '';
}

/**
 * What decides in SQL who may see what: owners and tags of clusters, an index to find the clusters in which
 * somebody owns something, and the name that push messages have for a cluster.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('clusters', table => {
    table.string('owner', 253);
    table
      .text('tags')
      .notNullable()
      .defaultTo('')
      .comment('\\ntag\\n..., URI-encoded');
    table
      .string('topic', 36)
      .comment('Random; what push messages call the cluster');
  });
  await knex.schema.alterTable('objects', table => {
    table.index(['owner', 'cluster', 'namespace'], 'objects_owner', {
      predicate: knex.whereNotNull('owner'),
    });
  });
  const clusters = await knex('clusters').select('name', 'document');
  for (const { name, document } of clusters) {
    const { owner, tags } = JSON.parse(document);
    await knex('clusters')
      .where({ name })
      .update({
        owner: owner ?? null,
        tags: encodeTags(tags ?? []),
        topic: randomUUID(),
      });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('objects', table => {
    table.dropIndex([], 'objects_owner');
  });
  // Not by knex, which copies the table on SQLite.
  for (const column of ['owner', 'tags', 'topic']) {
    await knex.raw('alter table ?? drop column ??', ['clusters', column]);
  }
};
