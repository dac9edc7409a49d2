import type { SignalTable } from '../types';

const http = (name: string) => ({ name, protocol: 'http' as const });

/** Names that client libraries and frameworks of several languages share, and those of single frameworks. */
export const HTTP: SignalTable = {
  requests: [
    http('http_requests_total'),
    http('http_request_duration_seconds'),
    { ...http('http_request_duration_milliseconds'), unitsPerSecond: 1000 },
    // prometheus-net
    http('http_requests_received_total'),
    // Flask, Django, Starlette
    http('flask_http_request_total'),
    http('flask_http_request_duration_seconds'),
    http('django_http_responses_total_by_status_total'),
    http('django_http_requests_latency_seconds_by_view_method'),
    http('starlette_requests_total'),
    http('starlette_requests_processing_time_seconds'),
    // Echo, Gin, Caddy, Grafana, Prometheus
    http('echo_requests_total'),
    http('echo_request_duration_seconds'),
    http('gin_requests_total'),
    http('gin_request_duration_seconds'),
    http('caddy_http_requests_total'),
    http('caddy_http_request_duration_seconds'),
    http('grafana_http_request_duration_seconds'),
    http('prometheus_http_requests_total'),
    http('prometheus_http_request_duration_seconds'),
    // kube-apiserver
    http('apiserver_request_total'),
    http('apiserver_request_duration_seconds'),
  ],
  connections: [
    { name: 'http_server_active_connections' },
    { name: 'http_connections_active' },
    { name: 'kestrel_active_connections' },
    { name: 'kestrel_current_connections' },
  ],
};
