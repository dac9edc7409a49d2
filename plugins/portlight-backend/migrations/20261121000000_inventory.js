// @ts-check

/**
 * The mirror of the fleet: clusters, their objects with health, problems and events, the workers that read
 * them, and 24 hours of figures.
 *
 * Columns are what lists filter and sort by; `document`, `summary` and `record` are JSON texts that routes
 * answer as they are. Records have a table of their own so that a scan over the columns stays small.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('clusters', table => {
    table.comment('Clusters the portal knows');
    table.string('name', 253).primary();
    table.string('source', 63).notNullable();
    table.text('title').notNullable();
    table.string('status', 31).notNullable();
    table
      .integer('health_rank')
      .notNullable()
      .comment('0 critical, 1 degraded, 2 unknown, 3 healthy');
    table.string('provider', 63);
    table.string('environment', 253);
    table.string('version', 253);
    table.integer('nodes');
    table.integer('workloads');
    table.integer('workloads_failing');
    table.integer('pods');
    table.string('last_sync_at', 30);
    table
      .bigInteger('revision')
      .notNullable()
      .defaultTo(0)
      .comment('Grows with every committed change; makes ETags');
    table
      .text('document')
      .notNullable()
      .comment('The Cluster of the API, as JSON');
    table
      .string('lease_owner', 253)
      .comment('The replica that reads this cluster');
    table
      .bigInteger('lease_token')
      .notNullable()
      .defaultTo(0)
      .comment('Fencing token of the lease');
    table
      .bigInteger('lease_expires_at')
      .comment('Milliseconds since the epoch');
  });

  await knex.schema.createTable('objects', table => {
    table.comment(
      'One row per mirrored object: what lists filter, sort and answer',
    );
    table.string('cluster', 253).notNullable();
    table.string('kind', 63).notNullable();
    table
      .string('namespace', 253)
      .notNullable()
      .comment('Empty for objects without one');
    table.string('name', 253).notNullable();
    table
      .integer('health_rank')
      .notNullable()
      .comment('0 degraded, 1 unknown, 2 progressing, 3 suspended, 4 healthy');
    table.string('health_reason', 253).notNullable();
    table.string('phase', 63);
    table.string('node', 253);
    table
      .string('workload', 400)
      .comment('Kind/name of the top-level controller');
    table.string('owner', 253);
    table.string('version', 253);
    table.integer('restarts');
    table.integer('desired');
    table.integer('ready');
    table.double('cpu').comment('Cores');
    table.double('memory').comment('Bytes');
    table.string('created_at', 30);
    table
      .text('labels')
      .notNullable()
      .comment('\\nkey=value\\n..., both URI-encoded');
    table.text('images').notNullable().comment('\\nimage\\n...');
    table
      .text('summary')
      .notNullable()
      .comment('The item lists answer, as JSON');
    table.primary(['cluster', 'kind', 'namespace', 'name']);
    table.index(
      ['kind', 'health_rank', 'cluster', 'namespace', 'name'],
      'objects_kind_health',
    );
    // The list of workloads: no list of kinds, because controllers that are not mirrored are among them.
    table.index(
      ['health_rank', 'cluster', 'namespace', 'name', 'kind'],
      'objects_top_level',
      {
        predicate: knex.whereNull('workload'),
      },
    );
    if (knex.client.config.client.startsWith('pg')) {
      table.index(
        ['kind', 'name', 'cluster', 'namespace'],
        'objects_kind_name',
      );
      table.index(['cluster', 'namespace', 'workload'], 'objects_workload');
      table.index(['cluster', 'node'], 'objects_node');
    } else {
      // SQLite looks up each row that an index names, which for 50,000 pods takes longer than all else. With
      // every column that lists filter and sort by, filters stay in the index. (PostgreSQL scans the table
      // faster, and its indexes refuse long labels.)
      table.index(
        [
          'kind',
          'cluster',
          'namespace',
          'name',
          'health_rank',
          'phase',
          'node',
          'workload',
          'owner',
          'version',
          'restarts',
          'desired',
          'ready',
          'cpu',
          'memory',
          'created_at',
          'labels',
          'images',
        ],
        'objects_fields',
      );
    }
  });

  await knex.schema.createTable('records', table => {
    table.comment('The pruned Kubernetes object of each row of objects');
    table.string('cluster', 253).notNullable();
    table.string('kind', 63).notNullable();
    table.string('namespace', 253).notNullable();
    table.string('name', 253).notNullable();
    table.text('record').notNullable().comment('JSON');
    table.primary(['cluster', 'kind', 'namespace', 'name']);
  });

  await knex.schema.createTable('problems', table => {
    table.comment('What is wrong now');
    table.string('cluster', 253).notNullable();
    table.string('kind', 63).notNullable();
    table.string('namespace', 253).notNullable();
    table.string('name', 253).notNullable();
    table.string('cause', 63).notNullable();
    table
      .integer('severity_rank')
      .notNullable()
      .comment('0 critical, 1 warning, 2 info');
    table.text('message').notNullable();
    table.string('owner', 253);
    table.string('since', 30).notNullable();
    table.integer('affected').notNullable();
    table.primary(['cluster', 'kind', 'namespace', 'name', 'cause']);
    table.index(['cause', 'since'], 'problems_cause');
  });

  await knex.schema.createTable('events', table => {
    table.comment('Kubernetes events');
    table.string('cluster', 253).notNullable();
    table.string('namespace', 253).notNullable();
    table.string('name', 253).notNullable();
    table.string('type', 63).notNullable();
    table.string('reason', 253).notNullable();
    table.text('message').notNullable();
    table.string('involved_kind', 63).notNullable();
    table.string('involved_namespace', 253).notNullable();
    table.string('involved_name', 253).notNullable();
    table.string('source', 253);
    table.integer('count').notNullable();
    table.string('first_seen_at', 30);
    table.string('last_seen_at', 30).notNullable();
    table.primary(['cluster', 'namespace', 'name']);
    table.index(['last_seen_at'], 'events_last_seen');
    table.index(
      ['cluster', 'involved_namespace', 'involved_name'],
      'events_involved',
    );
  });

  await knex.schema.createTable('workers', table => {
    table.comment('State of the mirror per cluster and kind');
    table.string('cluster', 253).notNullable();
    table.string('kind', 63).notNullable();
    table.string('state', 31).notNullable();
    table.integer('objects').notNullable().defaultTo(0);
    table.integer('restarts').notNullable().defaultTo(0);
    table.string('last_event_at', 30);
    table.string('last_list_at', 30);
    table.double('lag_seconds');
    table
      .string('resource_version', 63)
      .comment(
        'Where the watch resumes; written in the transaction of the rows it covers',
      );
    table.string('replica', 253);
    table.text('error').comment('JSON of cause, message, at');
    table.primary(['cluster', 'kind']);
  });

  await knex.schema.createTable('cluster_history', table => {
    table.comment('Figures of each cluster every five minutes, kept 24 hours');
    table.string('cluster', 253).notNullable();
    table.string('at', 30).notNullable();
    table.boolean('healthy').notNullable();
    table.integer('nodes');
    table.integer('nodes_ready');
    table.integer('workloads');
    table.integer('workloads_failing');
    table.integer('pods');
    table.primary(['cluster', 'at']);
    table.index(['at'], 'cluster_history_at');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'cluster_history',
    'workers',
    'events',
    'problems',
    'records',
    'objects',
    'clusters',
  ]) {
    await knex.schema.dropTable(table);
  }
};
