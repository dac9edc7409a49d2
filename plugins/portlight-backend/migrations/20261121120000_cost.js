// @ts-check

const LEVELS = ['cost_hours', 'cost_days', 'cost_months'];

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).startsWith('pg');
}

/**
 * What there was to pay for: names with a small number each, so that the rows of hours are narrow and are added up
 * before anything is looked up. Money is in billionths of the currency's unit, whole; times are seconds since the epoch.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ended_objects', table => {
    table.comment(
      'Pods, nodes, volumes, claims and load balancers that are gone, as they were last',
    );
    table.string('cluster', 253).notNullable();
    table.string('kind', 63).notNullable();
    table.string('namespace', 253).notNullable();
    table.string('name', 253).notNullable();
    table.string('uid', 63).notNullable();
    table.integer('ended_at').notNullable();
    table
      .boolean('noticed')
      .notNullable()
      .comment('It was gone by then; since when is not known');
    table.text('record').notNullable().comment('JSON');
    table.primary(['cluster', 'kind', 'namespace', 'name', 'uid']);
    table.index(['cluster', 'ended_at'], 'ended_objects_ended_at');
    table.index(['ended_at'], 'ended_objects_age');
  });
  await knex.schema.createTable('cost_coverage', table => {
    table.comment('In which minutes of an hour nodes and pods were watched');
    table.string('cluster', 253).notNullable();
    table.integer('at').notNullable();
    table
      .integer('first_minutes')
      .notNullable()
      .comment('A bit for each of the first 30 minutes');
    table.integer('last_minutes').notNullable().comment('Of the other 30');
    table.primary(['cluster', 'at']);
    table.index(['at'], 'cost_coverage_at');
  });
  await knex.schema.createTable('cost_clusters', table => {
    table.comment('Clusters with costs; they stay when the cluster is gone');
    table.increments('id');
    table
      .string('name', 253)
      .notNullable()
      .unique({ indexName: 'cost_clusters_name' });
    table
      .string('time_zone', 63)
      .notNullable()
      .comment('Whose days and months its costs are kept by');
    table.double('last_seconds').comment('What the last hour took');
    table.text('error').comment('Why the last try failed');
  });
  await knex.schema.createTable('cost_scopes', table => {
    table.comment('What costs are of: a workload, the idle part of a cluster');
    table.increments('id');
    table.integer('cluster').notNullable().comment('cost_clusters.id');
    table
      .string('namespace', 253)
      .notNullable()
      .comment('Empty for what belongs to none');
    table.string('class', 31).notNullable();
    table.string('kind', 63).notNullable().comment('Empty without a workload');
    table.string('name', 253).notNullable().comment('Empty without a workload');
    table
      .text('labels')
      .notNullable()
      .comment('JSON; of the workload when it was seen last');
    table.unique(['cluster', 'namespace', 'class', 'kind', 'name'], {
      indexName: 'cost_scopes_key',
    });
  });
  await knex.schema.createTable('cost_attributions', table => {
    table.comment('Whose costs are; empty for nobody');
    table.increments('id');
    table
      .string('hash', 22)
      .notNullable()
      .unique({ indexName: 'cost_attributions_hash' })
      .comment('The first 132 bits of the SHA-256 of all');
    for (const name of [
      'owner',
      'system',
      'domain',
      'entity',
      'team',
      'cost_center',
    ]) {
      table.text(name).notNullable();
    }
  });
  await knex.schema.createTable('cost_prices', table => {
    table.comment('Prices that costs were made with; they never change');
    table.increments('id');
    table
      .string('hash', 22)
      .notNullable()
      .unique({ indexName: 'cost_prices_hash' })
      .comment('The first 132 bits of the SHA-256 of all');
    table.text('key').notNullable().comment('What the source calls the price');
    table
      .string('kind', 31)
      .notNullable()
      .comment('node, storage, loadBalancer, network or managementFee');
    table.text('instance_type').notNullable().comment('Empty if not of a node');
    table.string('capacity_type', 15).notNullable();
    table.text('region').notNullable();
    table.double('hourly').comment('Units of the currency per node and hour');
    table.double('cpu').comment('Units per core and hour');
    table.double('memory').comment('Units per byte and hour');
    table.double('gpu').comment('Units per device and hour');
    table.double('list_hourly').comment('The list price, per node and hour');
    table.double('price').comment('Units per unit of what is no node');
    table.text('source').notNullable();
    table.text('version').notNullable();
    table.text('published_at').notNullable();
    table.text('note').notNullable();
  });
  const columns = [
    'at integer not null',
    'cluster integer not null',
    'attribution integer not null',
    'scope integer not null',
    'price integer not null',
    'pod_hours double precision not null',
    'cpu_hours double precision not null',
    'cpu_request_hours double precision not null',
    'cpu_usage_hours double precision',
    // Requested by what its usage is known of.
    'cpu_measured_request_hours double precision not null',
    'memory_byte_hours double precision not null',
    'memory_request_byte_hours double precision not null',
    'memory_usage_byte_hours double precision',
    'memory_measured_request_byte_hours double precision not null',
    'gpu_hours double precision not null',
    'storage_byte_hours double precision not null',
    'load_balancer_hours double precision not null',
    'network_bytes double precision not null',
    'cpu_cost bigint not null',
    'memory_cost bigint not null',
    'gpu_cost bigint not null',
    'storage_cost bigint not null',
    'load_balancer_cost bigint not null',
    'network_cost bigint not null',
    'other_cost bigint not null',
    'adjustment bigint not null',
    'incomplete integer not null',
    'primary key (at, cluster, attribution, scope, price)',
  ].join(', ');
  for (const name of LEVELS) {
    await knex.raw(
      `create table ${name} (${columns})${
        isPostgres(knex) ? '' : ' without rowid'
      }`,
    );
  }
  await knex.schema.createTable('cost_runs', table => {
    table.comment('Hours whose costs are known');
    table.integer('cluster').notNullable().comment('cost_clusters.id');
    table.integer('at').notNullable();
    table.string('status', 15).notNullable().comment('complete or incomplete');
    table
      .string('source', 63)
      .notNullable()
      .comment('mirror, or a source of hours');
    table.integer('observed_minutes').notNullable();
    table
      .string('usage', 15)
      .notNullable()
      .comment('complete, partial or requests-only');
    table.text('reasons').notNullable().comment('JSON: why it is incomplete');
    table.integer('attempts').notNullable();
    table.integer('computed_at').notNullable();
    table
      .integer('redo_at')
      .comment('When it is done again; null where nothing more can come');
    table.bigInteger('total').notNullable().comment('Without adjustments');
    table.primary(['cluster', 'at']);
    table.index(['at'], 'cost_runs_at');
    table.index(['redo_at'], 'cost_runs_redo_at', {
      predicate: knex.whereNotNull('redo_at'),
    });
  });
  await knex.schema.createTable('cost_days_due', table => {
    table.comment('Days and months that are to be made of their hours again');
    table.integer('cluster').notNullable();
    table.string('level', 7).notNullable().comment('day or month');
    table.integer('at').notNullable();
    table.primary(['cluster', 'level', 'at']);
  });
  await knex.schema.createTable('cost_periods', table => {
    table.comment('Days and months with costs');
    table.integer('cluster').notNullable();
    table.string('level', 7).notNullable().comment('day or month');
    table.integer('at').notNullable();
    table.integer('hours').notNullable().comment('Of which costs are known');
    table.integer('incomplete').notNullable().comment('Of these');
    table
      .boolean('sealed')
      .notNullable()
      .comment('What it was made of is gone: it stays as it is');
    table
      .bigInteger('revision')
      .notNullable()
      .defaultTo(0)
      .comment('Another one whenever its costs change');
    table.primary(['level', 'at', 'cluster']);
  });
  await knex.schema.createTable('cost_backfills', table => {
    table.comment('The last wish to compute hours of the past, by cluster');
    table.string('cluster', 253).primary();
    table.integer('since').notNullable();
    table.integer('until').notNullable();
    table
      .bigInteger('requested_at')
      .notNullable()
      .comment('Milliseconds since the epoch; the same for all of a wish');
    table.integer('total').notNullable().comment('Hours');
    table.integer('done').notNullable().comment('Hours');
    table.string('state', 15).notNullable().comment('running, done or failed');
    table.text('message').comment('Why it failed');
    table.bigInteger('finished_at').comment('Milliseconds since the epoch');
  });
  await knex.schema.createTable('cost_details', table => {
    table.comment('Pods and nodes of an hour with their costs');
    table.integer('cluster').notNullable();
    table.integer('at').notNullable();
    table.binary('body').notNullable().comment('JSON, gzip');
    table.primary(['cluster', 'at']);
    table.index(['at'], 'cost_details_at');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'cost_details',
    'cost_backfills',
    'cost_periods',
    'cost_days_due',
    'cost_runs',
    ...[...LEVELS].reverse(),
    'cost_prices',
    'cost_attributions',
    'cost_scopes',
    'cost_clusters',
    'cost_coverage',
    'ended_objects',
  ]) {
    await knex.schema.dropTable(table);
  }
};
