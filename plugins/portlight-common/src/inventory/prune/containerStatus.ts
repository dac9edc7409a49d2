import {
  type Fields,
  type Json,
  MAX_MESSAGE,
  compact,
  fields,
  flag,
  items,
  number,
  text,
} from './values';

function pruneState(value: Json) {
  const state = fields(value);
  const waiting = fields(state.waiting);
  const terminated = fields(state.terminated);
  return compact({
    waiting: state.waiting
      ? compact({
          reason: text(waiting.reason, 253),
          message: text(waiting.message, MAX_MESSAGE),
        }) ?? {}
      : undefined,
    running: state.running
      ? compact({ startedAt: text(fields(state.running).startedAt, 64) }) ?? {}
      : undefined,
    terminated: state.terminated
      ? compact({
          exitCode: number(terminated.exitCode),
          signal: number(terminated.signal),
          reason: text(terminated.reason, 253),
          message: text(terminated.message, MAX_MESSAGE),
          startedAt: text(terminated.startedAt, 64),
          finishedAt: text(terminated.finishedAt, 64),
        }) ?? {}
      : undefined,
  });
}

function pruneContainerStatus(status: Fields) {
  return compact({
    name: text(status.name, 253),
    image: text(status.image),
    ready: flag(status.ready),
    restartCount: number(status.restartCount),
    started: flag(status.started),
    state: pruneState(status.state),
    lastState: pruneState(status.lastState),
  });
}

/** States and restarts of a pod's containers. */
export function pruneContainerStatuses(value: Json) {
  return items(value, pruneContainerStatus, 50);
}
