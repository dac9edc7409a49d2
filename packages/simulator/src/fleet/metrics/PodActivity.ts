import { between, fractionOf } from '../../engine/random';
import { Flow } from './Flow';
import { DEFAULT_BOUNDS, FINE_BOUNDS, meanOf } from './latency';
import { peculiarityOf } from './peculiarities';

/** One handler of a program: what it answers, and how fast. */
interface Handler {
  method: 'GET' | 'POST';
  path: string;
  /** Of all requests. */
  share: number;
  /** Of the pod's median time. */
  slowness: number;
}

const HANDLERS: readonly Handler[] = [
  { method: 'GET', path: '/api/items', share: 0.56, slowness: 0.8 },
  { method: 'GET', path: '/api/items/{id}', share: 0.31, slowness: 0.6 },
  { method: 'POST', path: '/api/items', share: 0.13, slowness: 1.9 },
];

/** Requests of one handler with one answer, since the start of the program. */
export interface Requests {
  method: string;
  path: string;
  status: number;
  count: number;
  /** Seconds within which half were answered. */
  median: number;
}

/** Who is asked about. */
export interface Program {
  cluster: string;
  namespace: string;
  service: string;
  pod: string;
  /** Milliseconds since the epoch at which its container started. */
  startedAt: number;
  /** Its place among the pods of the service, from 0. */
  index: number;
}

/**
 * What a serving program has done since its container started: a function of who it is and of the time, so that two
 * reads of one moment agree and a restart begins at zero.
 */
export class PodActivity {
  readonly startedAt: number;
  readonly now: number;
  readonly bounds: readonly number[];
  readonly #program: Program;
  readonly #requests: Flow;
  readonly #errors: Flow;
  readonly #median: number;

  /** @param now - milliseconds since the epoch */
  constructor(program: Program, now: number) {
    const { cluster, service, pod, index } = program;
    const { slowPeer, newBounds, errorShare } = peculiarityOf(cluster, service);
    this.#program = program;
    this.startedAt = program.startedAt / 1000;
    this.now = now / 1000;
    const demand = between(6, 48, cluster, service, 'demand');
    const own = demand * between(0.92, 1.08, pod, 'share');
    const errors =
      errorShare ?? between(0.0005, 0.006, cluster, service, 'errors');
    this.#requests = new Flow(own * (1 - errors), 0.35, cluster, service);
    this.#errors = new Flow(own * errors, 0.35, cluster, service, 'errors');
    this.#median =
      between(0.012, 0.07, service, 'median') *
      between(0.93, 1.07, pod, 'median') *
      (index === 0 ? slowPeer ?? 1 : 1);
    this.bounds = newBounds && index % 2 === 1 ? FINE_BOUNDS : DEFAULT_BOUNDS;
  }

  /** Requests by handler and answer. */
  requests(): Requests[] {
    const good = this.#requests.count(this.startedAt, this.now);
    const failed = this.#errors.count(this.startedAt, this.now);
    return HANDLERS.flatMap(({ method, path, share, slowness }) => {
      const median = this.#median * slowness;
      return [
        { status: method === 'POST' ? 201 : 200, count: good * share * 0.97 },
        { status: 404, count: good * share * 0.03 },
        { status: 500, count: failed * share * 0.6 },
        { status: 503, count: failed * share * 0.4 },
      ].map(each => ({ method, path, median, ...each }));
    });
  }

  /** Requests per second now. */
  get requestRate(): number {
    return this.#requests.rate(this.now) + this.#errors.rate(this.now);
  }

  /** Requests under way now: Little's law, and never quite still. */
  get inFlight(): number {
    const mean = this.requestRate * meanOf(this.#median);
    return Math.max(0, Math.round(mean + this.wander('in-flight', 2) - 1));
  }

  /** Open connections: clients keep theirs for a while. */
  get connections(): number {
    return Math.round(
      4 + this.requestRate * 1.6 + this.wander('connections', 4),
    );
  }

  /** Seconds of CPU since the start. */
  cpuSeconds(request: number): number {
    const { cluster, service } = this.#program;
    const flow = new Flow(request * 0.42, 0.3, cluster, service, 'cpu');
    return flow.count(this.startedAt, this.now);
  }

  /** How often something happened that happens with every so many requests. */
  every(requests: number): number {
    return Math.floor(
      this.#requests.count(this.startedAt, this.now) / requests,
    );
  }

  /** A value in [0, scale) that changes every ten seconds. */
  wander(what: string, scale: number): number {
    return (
      scale * fractionOf(this.#program.pod, what, Math.floor(this.now / 10))
    );
  }
}
