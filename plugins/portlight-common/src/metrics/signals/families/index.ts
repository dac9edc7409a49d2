import type { SignalTable } from '../types';
import { GRPC } from './grpc';
import { HTTP } from './http';
import { JVM } from './jvm';
import { OPEN_TELEMETRY } from './openTelemetry';
import { PROXIES } from './proxies';
import { RUNTIMES } from './runtimes';

const TABLES: SignalTable[] = [
  JVM,
  OPEN_TELEMETRY,
  HTTP,
  GRPC,
  RUNTIMES,
  PROXIES,
];

/** All that is known; what is earlier wins. */
export const WELL_KNOWN: Required<SignalTable> = {
  requests: TABLES.flatMap(({ requests = [] }) => requests),
  saturation: TABLES.flatMap(({ saturation = [] }) => saturation),
  delays: TABLES.flatMap(({ delays = [] }) => delays),
  connections: TABLES.flatMap(({ connections = [] }) => connections),
};
