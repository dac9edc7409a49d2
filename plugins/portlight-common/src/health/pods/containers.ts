import type { KubernetesObject } from '../../kubernetes';
import {
  count,
  isPresent,
  list,
  number,
  oneLine,
  reasonWord,
  record,
  text,
  type JsonObject,
} from '../reading';
import { parseTime } from '../time';

/** How a run of a container ended. */
export interface Termination {
  reason: string;
  message: string;
  exitCode?: number;
  signal?: number;
  /** Milliseconds since the epoch. */
  startedAt?: number;
  /** Milliseconds since the epoch. */
  finishedAt?: number;
}

/** A container of a pod: what was asked for and what became of it. */
export interface ContainerReading {
  name: string;
  /** `sidecar` is an init container that keeps running beside the others. */
  type: 'container' | 'init' | 'sidecar';
  image: string;
  ready: boolean;
  /** `false` while its startup probe has not succeeded. */
  started?: boolean;
  restarts: number;
  state: 'waiting' | 'running' | 'terminated' | 'none';
  /** Why it waits. */
  waitingReason: string;
  waitingMessage: string;
  /** Milliseconds since the epoch; of the run in progress. */
  startedAt?: number;
  /** The end of the current state when terminated, else of the run before. */
  termination?: Termination;
}

/** Pods have a few; hostile ones are not worth more time. */
const MAX_CONTAINERS = 200;

/** All containers of a pod in the order in which they start. */
export function readContainers(pod: KubernetesObject): ContainerReading[] {
  const spec = record(pod.spec);
  const status = record(pod.status);
  const sidecars = new Set(
    list(spec.initContainers)
      .filter(container => container.restartPolicy === 'Always')
      .map(container => text(container.name)),
  );
  const images = new Map(
    [...list(spec.initContainers), ...list(spec.containers)].map(container => [
      text(container.name),
      text(container.image),
    ]),
  );
  const read = (type: 'container' | 'init') => (value: JsonObject) => {
    const name = text(value.name);
    return readContainer(
      value,
      type === 'init' && sidecars.has(name) ? 'sidecar' : type,
      images.get(name) || text(value.image),
    );
  };
  return [
    ...list(status.initContainerStatuses)
      .slice(0, MAX_CONTAINERS)
      .map(read('init')),
    ...list(status.containerStatuses)
      .slice(0, MAX_CONTAINERS)
      .map(read('container')),
  ];
}

function readContainer(
  value: JsonObject,
  type: ContainerReading['type'],
  image: string,
): ContainerReading {
  const state = record(value.state);
  const waiting = record(state.waiting);
  const reading: ContainerReading = {
    name: oneLine(value.name, 63),
    type,
    image: oneLine(image, 200),
    ready: value.ready === true,
    started: typeof value.started === 'boolean' ? value.started : undefined,
    restarts: count(value.restartCount),
    state: 'none',
    waitingReason: '',
    waitingMessage: '',
  };
  if (isPresent(state.terminated)) {
    reading.state = 'terminated';
    reading.termination = readTermination(record(state.terminated));
    return reading;
  }
  if (isPresent(state.running)) {
    reading.state = 'running';
    reading.startedAt = parseTime(record(state.running).startedAt);
  } else if (isPresent(state.waiting)) {
    reading.state = 'waiting';
    reading.waitingReason = reasonWord(waiting.reason, '');
    reading.waitingMessage = oneLine(waiting.message);
  }
  const last = record(value.lastState);
  if (isPresent(last.terminated)) {
    reading.termination = readTermination(record(last.terminated));
  }
  return reading;
}

function readTermination(value: JsonObject): Termination {
  return {
    reason: reasonWord(value.reason, ''),
    message: oneLine(value.message),
    exitCode: number(value.exitCode),
    signal: number(value.signal),
    startedAt: parseTime(value.startedAt),
    finishedAt: parseTime(value.finishedAt),
  };
}

/** What shells and runtimes mean by an exit code. */
const EXIT_CODES: Readonly<Record<number, string>> = {
  126: 'command not executable',
  127: 'command not found',
  134: 'aborted',
  137: 'killed',
  139: 'segmentation fault',
  143: 'terminated',
};

/** Such as `exit 137 OOMKilled`; empty when nothing is known. */
export function describeTermination(
  termination: Termination | undefined,
): string {
  if (!termination) {
    return '';
  }
  const { exitCode, signal, reason } = termination;
  const word =
    reason && reason !== 'Error' && reason !== 'Completed'
      ? reason
      : EXIT_CODES[exitCode ?? 0] ?? '';
  let how = '';
  if (exitCode !== undefined) {
    how = `exit ${exitCode}`;
  } else if (signal) {
    how = `signal ${signal}`;
  }
  return [how, word].filter(Boolean).join(' ');
}
