import type { Runtime } from '../description';
import { Exposition } from './Exposition';
import { histogram } from './latency';
import type { PodActivity } from './PodActivity';

/** What a program's own figures are read from. */
export interface Figures {
  activity: PodActivity;
  version: string;
  /** Bytes in use. */
  memory: number;
  /** Bytes it may use. */
  memoryLimit: number;
  /** Cores requested. */
  cpuRequest: number;
}

type Writer = (out: Exposition, figures: Figures) => void;

const process: Writer = (out, { activity, memory, cpuRequest }) => {
  out.counter(
    'process_cpu_seconds_total',
    'Total user and system CPU time spent in seconds.',
    activity.cpuSeconds(cpuRequest),
  );
  out.gauge(
    'process_resident_memory_bytes',
    'Resident memory size in bytes.',
    Math.round(memory),
  );
  out.gauge(
    'process_start_time_seconds',
    'Start time of the process since unix epoch in seconds.',
    activity.startedAt,
  );
  out.gauge(
    'process_open_fds',
    'Number of open file descriptors.',
    18 + activity.connections,
  );
  out.gauge(
    'process_max_fds',
    'Maximum number of open file descriptors.',
    1048576,
  );
};

/** As client libraries of Go, Node.js and Python name them. */
const requests: Writer = (out, { activity }) => {
  const all = activity.requests();
  out.family('http_requests_total', 'counter', 'Requests that were answered.');
  for (const { method, path, status, count } of all) {
    out.sample(
      'http_requests_total',
      { code: status, handler: path, method },
      Math.floor(count),
    );
  }
  const name = 'http_request_duration_seconds';
  out.family(name, 'histogram', 'Time to answer a request.');
  for (const { method, path, median, count } of byHandler(activity)) {
    histogram(
      out,
      name,
      { handler: path, method },
      count,
      median,
      activity.bounds,
    );
  }
  out.gauge(
    'http_requests_in_flight',
    'Requests that are being answered.',
    activity.inFlight,
  );
};

const go: Writer = (out, { activity, memory, version }) => {
  out.family('go_info', 'gauge', 'Information about the Go environment.');
  out.sample('go_info', { version: 'go1.26.1' }, 1);
  out.family('build_info', 'gauge', 'What was built.');
  out.sample('build_info', { version, goversion: 'go1.26.1' }, 1);
  out.gauge(
    'go_goroutines',
    'Number of goroutines that currently exist.',
    12 + activity.connections * 2,
  );
  out.gauge(
    'go_memstats_heap_alloc_bytes',
    'Number of heap bytes allocated and currently in use.',
    Math.round(memory * 0.61),
  );
  const collections = activity.every(400);
  out.family(
    'go_gc_duration_seconds',
    'summary',
    'A summary of the wall-time pause (stop-the-world) duration in garbage collection cycles.',
  );
  for (const [quantile, seconds] of [
    [0, 0.00002],
    [0.5, 0.00006],
    [1, 0.0012],
  ]) {
    out.sample('go_gc_duration_seconds', { quantile }, seconds);
  }
  out.sample('go_gc_duration_seconds_sum', {}, collections * 0.00008);
  out.sample('go_gc_duration_seconds_count', {}, collections);
  out.gauge(
    'http_server_active_connections',
    'Connections that clients keep open.',
    activity.connections,
  );
};

const node: Writer = (out, { activity, memory }) => {
  out.family('nodejs_version_info', 'gauge', 'Node.js version info.');
  out.sample('nodejs_version_info', { version: 'v24.3.0', major: 24 }, 1);
  out.gauge(
    'nodejs_eventloop_lag_p99_seconds',
    'The 99th percentile of the recorded event loop delays.',
    0.011 + activity.wander('lag', 0.006),
  );
  out.gauge(
    'nodejs_eventloop_utilization',
    'How busy the event loop is, from 0 to 1.',
    Math.min(0.97, activity.requestRate / 90 + activity.wander('loop', 0.04)),
  );
  out.gauge(
    'nodejs_heap_size_used_bytes',
    'Process heap size used from Node.js in bytes.',
    Math.round(memory * 0.55),
  );
  out.gauge(
    'nodejs_active_handles_total',
    'Number of active handles.',
    activity.connections + 6,
  );
  out.gauge(
    'http_server_active_connections',
    'Connections that clients keep open.',
    activity.connections,
  );
};

/** As Micrometer and Spring Boot name them. */
const java: Writer = (out, { activity, memory, memoryLimit }) => {
  const name = 'http_server_requests_seconds';
  out.family(name, 'histogram', 'Duration of HTTP server request handling');
  for (const { method, path, status, median, count } of activity.requests()) {
    const labels = {
      method,
      outcome: outcomeOf(status),
      status: String(status),
      uri: path,
    };
    histogram(out, name, labels, count, median, activity.bounds);
  }
  out.family('jvm_memory_used_bytes', 'gauge', 'The amount of used memory');
  out.sample(
    'jvm_memory_used_bytes',
    { area: 'heap', id: 'G1 Old Gen' },
    Math.round(memory * 0.52),
  );
  out.sample(
    'jvm_memory_used_bytes',
    { area: 'nonheap', id: 'Metaspace' },
    Math.round(memory * 0.14),
  );
  out.family(
    'jvm_memory_max_bytes',
    'gauge',
    'The maximum amount of memory that can be used',
  );
  out.sample(
    'jvm_memory_max_bytes',
    { area: 'heap', id: 'G1 Old Gen' },
    Math.round(memoryLimit * 0.7),
  );
  out.gauge(
    'jvm_threads_live_threads',
    'The current number of live threads',
    34 + activity.inFlight,
  );
  out.gauge(
    'tomcat_threads_busy_threads',
    'Threads that answer requests',
    activity.inFlight,
  );
  out.gauge(
    'tomcat_threads_config_max_threads',
    'Threads that may answer requests',
    50,
  );
  out.gauge(
    'tomcat_connections_current_connections',
    'Open connections',
    activity.connections,
  );
  out.family('hikaricp_connections_active', 'gauge', 'Active connections');
  out.sample(
    'hikaricp_connections_active',
    { pool: 'main' },
    Math.min(10, Math.ceil(activity.inFlight / 2)),
  );
  out.family('hikaricp_connections_max', 'gauge', 'Max connections');
  out.sample('hikaricp_connections_max', { pool: 'main' }, 10);
  out.family('jvm_gc_pause_seconds', 'summary', 'Time spent in GC pause');
  const pauses = activity.every(900);
  const cause = { action: 'end of minor GC', cause: 'G1 Evacuation Pause' };
  out.sample('jvm_gc_pause_seconds_count', cause, pauses);
  out.sample('jvm_gc_pause_seconds_sum', cause, pauses * 0.007);
};

/** As the semantic conventions of OpenTelemetry name them. */
const python: Writer = (out, { activity }) => {
  const name = 'http_server_request_duration_seconds';
  out.family(name, 'histogram', 'Duration of HTTP server requests.');
  for (const { method, path, status, median, count } of activity.requests()) {
    const labels = {
      http_request_method: method,
      http_response_status_code: String(status),
      http_route: path,
    };
    histogram(out, name, labels, count, median, activity.bounds);
  }
  out.gauge(
    'http_server_active_requests',
    'Number of active HTTP server requests.',
    activity.inFlight,
  );
  out.family('python_info', 'gauge', 'Python platform information');
  out.sample(
    'python_info',
    { implementation: 'CPython', version: '3.14.2' },
    1,
  );
  out.family(
    'python_gc_collections_total',
    'counter',
    'Number of times this generation was collected',
  );
  for (const [generation, each] of [
    [0, 70],
    [1, 800],
    [2, 9000],
  ]) {
    out.sample(
      'python_gc_collections_total',
      { generation },
      activity.every(each),
    );
  }
};

/** As the exporter of nginx names them. */
const nginx: Writer = (out, { activity }) => {
  const total = Math.floor(
    activity.requests().reduce((sum, { count }) => sum + count, 0),
  );
  out.counter('nginx_http_requests_total', 'Total http requests', total);
  out.counter(
    'nginx_connections_accepted',
    'Accepted client connections',
    Math.floor(total / 7),
  );
  out.gauge(
    'nginx_connections_active',
    'Active client connections',
    activity.connections,
  );
  out.gauge('nginx_up', 'Status of the last metric scrape', 1);
};

const WRITERS: Partial<Record<Runtime, readonly Writer[]>> = {
  go: [requests, go, process],
  node: [requests, node, process],
  java: [java, process],
  python: [python, process],
  nginx: [nginx],
};

/** Whether programs of a runtime tell about themselves over HTTP; databases need an exporter for that. */
export function exposesMetrics(runtime: Runtime): boolean {
  return WRITERS[runtime] !== undefined;
}

/** The text that a program answers at `/metrics`. */
export function exposeMetrics(runtime: Runtime, figures: Figures): string {
  const out = new Exposition();
  WRITERS[runtime]?.forEach(write => write(out, figures));
  return out.text();
}

function byHandler(activity: PodActivity) {
  const handlers = new Map<
    string,
    { method: string; path: string; median: number; count: number }
  >();
  for (const { method, path, median, count } of activity.requests()) {
    const known = handlers.get(`${method} ${path}`);
    if (known) known.count += count;
    else handlers.set(`${method} ${path}`, { method, path, median, count });
  }
  return handlers.values();
}

function outcomeOf(status: number): string {
  if (status >= 500) return 'SERVER_ERROR';
  return status >= 400 ? 'CLIENT_ERROR' : 'SUCCESS';
}
