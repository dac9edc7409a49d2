import type { SignalTable } from '../types';

const pool = (used: string, capacity: string) => ({
  used: { name: used },
  capacity: { name: capacity },
});

/** Micrometer (Spring Boot, Quarkus, Micronaut) and the servers and pools that it knows. */
export const JVM: SignalTable = {
  requests: [
    { name: 'http_server_requests_seconds', protocol: 'http' },
    { name: 'grpc_server_processing_duration_seconds', protocol: 'rpc' },
  ],
  saturation: [
    { used: { name: 'process_cpu_usage' } },
    // Heap before a collection says nothing; what is left after one does.
    { used: { name: 'jvm_memory_usage_after_gc' } },
    pool('tomcat_threads_busy_threads', 'tomcat_threads_config_max_threads'),
    pool('jetty_threads_busy', 'jetty_threads_config_max'),
    pool('executor_active_threads', 'executor_pool_max_threads'),
    pool('hikaricp_connections_active', 'hikaricp_connections_max'),
    pool('jdbc_connections_active', 'jdbc_connections_max'),
    pool(
      'r2dbc_pool_acquired_connections',
      'r2dbc_pool_max_allocated_connections',
    ),
    pool('process_files_open_files', 'process_files_max_files'),
  ],
  connections: [
    { name: 'tomcat_connections_current_connections' },
    { name: 'jetty_connections_current_connections' },
    { name: 'http_server_active_connections' },
    { name: 'http_server_requests_active_seconds_active_count' },
  ],
};
