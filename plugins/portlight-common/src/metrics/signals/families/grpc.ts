import type { SignalTable } from '../types';

/** go-grpc-middleware, java-grpc-prometheus and py-grpc-prometheus. */
export const GRPC: SignalTable = {
  requests: [
    { name: 'grpc_server_handled_total', protocol: 'rpc' },
    { name: 'grpc_server_handling_seconds', protocol: 'rpc' },
    { name: 'grpc_server_handled_latency_seconds', protocol: 'rpc' },
    { name: 'grpc_server_call_duration_seconds', protocol: 'rpc' },
  ],
};
