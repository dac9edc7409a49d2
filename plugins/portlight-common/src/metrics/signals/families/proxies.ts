import { match } from '../matchers';
import type { SignalTable } from '../types';

const MILLISECONDS = 1000;
/** A mesh counts a request at both ends; this is the end that serves it. */
const ISTIO_SERVER = match('reporter=destination');
const LINKERD_SERVER = match('direction=inbound');
const ENVOY_TRAFFIC = match('envoy_http_conn_manager_prefix!=admin');
const TRAEFIK_TRAFFIC = match('entrypoint!~metrics|traefik');

const proxy = (name: string) => ({ name, protocol: 'proxy' as const });

/** Proxies, ingress controllers and meshes. */
export const PROXIES: SignalTable = {
  requests: [
    { ...proxy('istio_requests_total'), matchers: ISTIO_SERVER },
    {
      ...proxy('istio_request_duration_milliseconds'),
      matchers: ISTIO_SERVER,
      unitsPerSecond: MILLISECONDS,
    },
    {
      ...proxy('response_total'),
      matchers: LINKERD_SERVER,
      errors: match('classification=failure'),
    },
    {
      ...proxy('response_latency_ms'),
      matchers: LINKERD_SERVER,
      unitsPerSecond: MILLISECONDS,
    },
    {
      ...proxy('envoy_http_downstream_rq_xx'),
      matchers: ENVOY_TRAFFIC,
      errors: match('envoy_response_code_class=5'),
    },
    {
      ...proxy('envoy_http_downstream_rq_time'),
      matchers: ENVOY_TRAFFIC,
      unitsPerSecond: MILLISECONDS,
    },
    {
      ...proxy('traefik_entrypoint_requests_total'),
      matchers: TRAEFIK_TRAFFIC,
    },
    {
      ...proxy('traefik_entrypoint_request_duration_seconds'),
      matchers: TRAEFIK_TRAFFIC,
    },
    proxy('nginx_ingress_controller_requests'),
    proxy('nginx_ingress_controller_request_duration_seconds'),
    proxy('nginx_http_requests_total'),
    proxy('haproxy_frontend_http_responses_total'),
    proxy('kong_http_requests_total'),
    {
      ...proxy('kong_request_latency_ms'),
      unitsPerSecond: MILLISECONDS,
    },
  ],
  saturation: [
    {
      used: { name: 'haproxy_frontend_current_sessions' },
      capacity: { name: 'haproxy_frontend_limit_sessions' },
    },
  ],
  connections: [
    { name: 'envoy_http_downstream_cx_active', matchers: ENVOY_TRAFFIC },
    { name: 'traefik_open_connections', matchers: TRAEFIK_TRAFFIC },
    { name: 'traefik_entrypoint_open_connections', matchers: TRAEFIK_TRAFFIC },
    {
      name: 'nginx_ingress_controller_nginx_process_connections',
      matchers: match('state=active'),
    },
    { name: 'nginx_connections_active' },
    { name: 'haproxy_frontend_current_sessions' },
    { name: 'kong_nginx_connections_total', matchers: match('state=active') },
  ],
};
