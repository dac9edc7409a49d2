import type { LogLine, LogProvider, LogRequest } from '../../server/providers';
import { between, pick } from '../random';
import { timeOf } from '../time';
import type { Timeline, Timer } from '../Timeline';
import type { ContainerState, ContainerStatus, Pod } from '../types';
import type { World } from '../World';
import type { ObjectStore } from '../../store';
import type { LogChance } from './LogStyle';
import { styleOf } from './styles';

// The kubelet rotates at 10 MB; nobody reads more than this many lines of an endless story.
const KEPT_LINES = 4000;

interface Run {
  uid: string;
  container: string;
  image: string;
  style?: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  finishedAt?: number;
  failed: boolean;
  message?: string;
}

/**
 * The logs of a cluster's containers. Nothing is kept: line n of a run is always the same line at the same
 * time, made when somebody reads it.
 */
export class LogModel implements LogProvider {
  constructor(
    private readonly store: ObjectStore,
    private readonly timeline: Timeline,
    private readonly world: World,
    private readonly seed: number,
  ) {}

  *linesOf(run: Run, since: number | undefined): Generator<LogLine> {
    const style = styleOf(run.image, run.style);
    const end = Math.min(run.finishedAt ?? Infinity, this.timeline.now());
    const first = this.firstIndex(run, end, since, style.interval);
    if (first === 0) {
      for (const [i, text] of style.start.entries()) {
        const time = run.startedAt + i * 40;
        if (time <= end) {
          yield { time, text };
        }
      }
    }
    for (let index = Math.max(1, first); ; index++) {
      const time = this.timeOfLine(run, index, style.interval);
      if (time > end) {
        break;
      }
      yield { time, text: style.line(this.chanceOf(run, index), time) };
    }
    if (run.failed && run.finishedAt !== undefined) {
      for (const text of style.failure(run.message, run.finishedAt)) {
        yield { time: run.finishedAt, text };
      }
    }
  }

  read(request: LogRequest): Iterable<LogLine> | undefined {
    const run = this.runOf(request);
    return run && this.linesOf(run, request.since);
  }

  follow(
    request: LogRequest,
    onLine: (line: LogLine) => void,
    onEnd: () => void,
  ): () => void {
    const run = this.runOf(request);
    if (!run || run.finishedAt !== undefined) {
      onEnd();
      return () => {};
    }
    const { interval } = styleOf(run.image, run.style);
    let index = this.firstIndex(
      run,
      this.timeline.now(),
      this.timeline.now(),
      interval,
    );
    while (this.timeOfLine(run, index, interval) <= this.timeline.now()) {
      index++;
    }
    let timer: Timer | undefined;
    const next = () => {
      timer = this.timeline.at(this.timeOfLine(run, index, interval), () => {
        const current = this.runOf(request);
        if (!current || current.startedAt !== run.startedAt) {
          onEnd();
          return;
        }
        if (current.finishedAt !== undefined) {
          onEnd();
          return;
        }
        const time = this.timeOfLine(run, index, interval);
        onLine({
          time,
          text: styleOf(run.image, run.style).line(
            this.chanceOf(run, index),
            time,
          ),
        });
        index++;
        next();
      });
    };
    next();
    return () => timer?.cancel();
  }

  private runOf(request: LogRequest): Run | undefined {
    const { metadata } = request.pod;
    const pod = this.store.get(
      this.store.resources.forKind('Pod'),
      metadata.namespace,
      metadata.name,
    ) as Pod | undefined;
    const status = [
      ...(pod?.status?.containerStatuses ?? []),
      ...(pod?.status?.initContainerStatuses ?? []),
    ].find(({ name }) => name === request.container);
    if (!pod || !status) {
      return undefined;
    }
    // Between two runs the last one is what `kubectl logs` shows.
    const state =
      request.previous || status.state.waiting
        ? status.lastState
        : status.state;
    return this.runFrom(pod, status, state);
  }

  private runFrom(
    pod: Pod,
    status: ContainerStatus,
    state: ContainerState,
  ): Run | undefined {
    const spec = [
      ...pod.spec.containers,
      ...(pod.spec.initContainers ?? []),
    ].find(({ name }) => name === status.name);
    const startedAt = timeOf(
      state.running?.startedAt ?? state.terminated?.startedAt,
    );
    if (startedAt === undefined || !spec) {
      return undefined;
    }
    const { terminated } = state;
    return {
      uid: pod.metadata.uid,
      container: status.name,
      image: status.image,
      style: this.world.behaviourOf(pod, spec).logs,
      startedAt,
      finishedAt: timeOf(terminated?.finishedAt),
      // Who is ended by the kernel has no last words.
      failed:
        terminated !== undefined &&
        terminated.exitCode !== 0 &&
        terminated.reason !== 'OOMKilled',
      message: terminated?.message,
    };
  }

  private firstIndex(
    run: Run,
    end: number,
    since: number | undefined,
    interval: number,
  ): number {
    const from = Math.max(since ?? 0, end - KEPT_LINES * interval);
    return Math.max(0, Math.floor((from - run.startedAt) / interval) - 1);
  }

  private timeOfLine(run: Run, index: number, interval: number): number {
    return Math.round(
      run.startedAt +
        interval * (index + between(0, 0.9, this.seed, run.uid, 'time', index)),
    );
  }

  private chanceOf(run: Run, index: number): LogChance {
    const words = [this.seed, run.uid, run.container, run.startedAt, index];
    return {
      number: (min, max, what) => between(min, max, ...words, what),
      pick: (values, what) => pick(values, ...words, what),
    };
  }
}
