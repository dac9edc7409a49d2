import type {
  ContainerState,
  Health,
} from '@portlight/plugin-portlight-common';
import { formatQuantity } from '../components';

/** How a container ended: `OOMKilled, exit 137`. */
export function describeEnd(state: ContainerState): string {
  const code =
    state.exitCode === undefined ? undefined : `exit ${state.exitCode}`;
  const signal = state.signal ? `signal ${state.signal}` : undefined;
  const reason =
    state.reason && state.reason !== 'Error' ? state.reason : undefined;
  return [reason, signal ?? code].filter(Boolean).join(', ') || 'ended';
}

/** The state of a container in a word or two. */
export function describeState(state: ContainerState): string {
  switch (state.state) {
    case 'running':
      return 'Running';
    case 'waiting':
      return state.reason ?? 'Waiting';
    case 'terminated':
      return state.exitCode === 0 ? 'Completed' : describeEnd(state);
    default:
      return 'Not known';
  }
}

/** Waiting reasons of every start; any other is trouble. */
const STARTING = new Set(['ContainerCreating', 'PodInitializing', undefined]);

/** The status that a container's state stands for. */
export function containerStatus(container: {
  state: ContainerState;
  ready: boolean;
  type: string;
}): Health['status'] {
  const { state, ready, type } = container;
  if (state.state === 'running') {
    return ready || type === 'init' ? 'healthy' : 'progressing';
  }
  if (state.state === 'waiting') {
    return STARTING.has(state.reason) ? 'progressing' : 'degraded';
  }
  if (state.state === 'terminated') {
    return state.exitCode === 0 ? 'healthy' : 'degraded';
  }
  return 'unknown';
}

/** `cpu 250m to 1, memory 512Mi to 1Gi`: requests and limits as the manifest writes them. */
export function describeResources(
  requests: Record<string, string> = {},
  limits: Record<string, string> = {},
): string {
  const names = [
    ...new Set([...Object.keys(requests), ...Object.keys(limits)]),
  ];
  return names
    .map(name => {
      const request = requests[name];
      const limit = limits[name];
      if (request !== undefined && limit !== undefined) {
        return request === limit
          ? `${name} ${request}`
          : `${name} ${request} to ${limit}`;
      }
      return request === undefined
        ? `${name} up to ${limit}`
        : `${name} ${request}, no limit`;
    })
    .join('; ');
}

/** `none` or `3 restarts`. */
export const describeRestarts = (restarts: number) =>
  restarts === 0 ? 'none' : formatQuantity(restarts, 'restart');
