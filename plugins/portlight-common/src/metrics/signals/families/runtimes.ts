import type { SignalTable } from '../types';

/** What client libraries say about the process and its runtime: Go, Node.js, PHP and any other. */
export const RUNTIMES: SignalTable = {
  saturation: [
    {
      used: { name: 'process_cpu_seconds_total' },
      capacity: { name: 'go_sched_gomaxprocs_threads' },
    },
    {
      used: { name: 'go_sql_in_use_connections' },
      capacity: { name: 'go_sql_max_open_connections' },
    },
    {
      used: { name: 'process_open_fds' },
      capacity: { name: 'process_max_fds' },
    },
    {
      used: { name: 'phpfpm_active_processes' },
      capacity: { name: 'phpfpm_total_processes' },
    },
  ],
  delays: ['nodejs_eventloop_lag_p99_seconds', 'go_sched_latencies_seconds'],
};
