// @ts-check

/**
 * What peers are discovered of, and the peers that were found.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('peer_targets', table => {
    table.comment('What peers are discovered of, such as a Service');
    table
      .string('cluster', 253)
      .notNullable()
      .comment('Empty for those outside the fleet');
    table
      .string('id', 512)
      .notNullable()
      .comment('service/NAMESPACE/NAME, or entity/REF#...');
    table
      .string('topic', 36)
      .notNullable()
      .comment('Random; what push calls it');
    table.text('spec').notNullable().comment('How its peers are found: JSON');
    table
      .bigInteger('revision')
      .notNullable()
      .comment('Grows with every committed change of it or of its peers');
    table
      .bigInteger('asked_at')
      .notNullable()
      .comment("The database's milliseconds since the epoch");
    table
      .boolean('by_service')
      .notNullable()
      .defaultTo(false)
      .comment('Worked on always, as an annotation of the Service says');
    table
      .boolean('by_entity')
      .notNullable()
      .defaultTo(false)
      .comment('Worked on always, as an annotation of an entity says');
    table.string('checked_at', 30).comment('When its peers were last read');
    table.text('message').comment('Why they could not be, or are not all');
    table
      .boolean('failed')
      .notNullable()
      .defaultTo(false)
      .comment('Whether the last reading failed');
    table.primary(['cluster', 'id']);
    table.index(['asked_at'], 'peer_targets_asked_at');
  });
  await knex.schema.createTable('peers', table => {
    table.comment('The instances that were found');
    table.string('cluster', 253).notNullable();
    table.string('target', 512).notNullable();
    table.string('id', 1300).notNullable();
    table
      .text('document')
      .notNullable()
      .comment('The peer with its last probe and scrape: JSON');
    table.primary(['cluster', 'target', 'id']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('peers');
  await knex.schema.dropTable('peer_targets');
};
