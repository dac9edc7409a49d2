import { match } from '../matchers';
import type { SignalTable } from '../types';

/** OpenTelemetry's semantic conventions, with and without the unit in the name, now and before 1.23. */
export const OPEN_TELEMETRY: SignalTable = {
  requests: [
    { name: 'http_server_request_duration_seconds', protocol: 'http' },
    { name: 'http_server_request_duration', protocol: 'http' },
    { name: 'http_server_duration_seconds', protocol: 'http' },
    {
      name: 'http_server_duration_milliseconds',
      protocol: 'http',
      unitsPerSecond: 1000,
    },
    { name: 'http_server_duration', protocol: 'http', unitsPerSecond: 1000 },
    { name: 'rpc_server_call_duration_seconds', protocol: 'rpc' },
    { name: 'rpc_server_call_duration', protocol: 'rpc' },
    { name: 'rpc_server_duration_seconds', protocol: 'rpc' },
    {
      name: 'rpc_server_duration_milliseconds',
      protocol: 'rpc',
      unitsPerSecond: 1000,
    },
    { name: 'rpc_server_duration', protocol: 'rpc', unitsPerSecond: 1000 },
  ],
  saturation: [
    {
      used: {
        name: 'db_client_connection_count',
        matchers: match('db_client_connection_state=used'),
      },
      capacity: { name: 'db_client_connection_max' },
    },
    {
      used: {
        name: 'db_client_connections_usage',
        matchers: match('state=used'),
      },
      capacity: { name: 'db_client_connections_max' },
    },
    { used: { name: 'nodejs_eventloop_utilization' } },
    { used: { name: 'nodejs_eventloop_utilization_ratio' } },
    { used: { name: 'jvm_cpu_recent_utilization_ratio' } },
  ],
  delays: ['nodejs_eventloop_delay_p99_seconds', 'nodejs_eventloop_delay_p99'],
  connections: [
    { name: 'http_server_active_requests' },
    { name: 'http_server_active_requests_requests' },
  ],
};
