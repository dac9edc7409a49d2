/**
 * Which requests a fault is for. Absent fields match everything.
 *
 * @public
 */
export interface FaultMatch {
  /** Such as `list`, `watch`, `get`, `patch`. */
  verbs?: string[];
  /** Plurals, such as `pods`. Requests that are not about resources (`/version`) have none. */
  resources?: string[];
  /** The path below the cluster starts with this. */
  pathPrefix?: string;
}

/** @public */
export interface FaultBase {
  /** Names the fault for removal; made when absent. */
  id?: string;
  match?: FaultMatch;
  /** Share of the matching requests that it hits, 0 to 1; default 1. */
  probability?: number;
  /** Ends by itself after this many hits. */
  count?: number;
}

/** Every answer comes late. @public */
export interface LatencyFault extends FaultBase {
  type: 'latency';
  milliseconds: number;
  /** Up to this much more. */
  jitterMilliseconds?: number;
}

/** The request is taken and never answered. @public */
export interface HangFault extends FaultBase {
  type: 'hang';
}

/** An error instead of the answer. @public */
export interface StatusFault extends FaultBase {
  type: 'status';
  /** 401, 403, 410, 429, 500, 503 and so on, each worded as the API server does. */
  code: number;
  retryAfterSeconds?: number;
  message?: string;
}

/** 200 with a page of HTML: a login page or a proxy in the way. @public */
export interface HtmlFault extends FaultBase {
  type: 'html';
  body?: string;
}

/** Stops an answer in its middle. @public */
export interface CutFault extends FaultBase {
  /**
   * `half-closed`: nothing comes any more but the connection stays (a lost network). `truncated`: the
   * connection ends inside of a line. `reset`: it ends after a whole line without the end of the body.
   */
  type: 'half-closed' | 'truncated' | 'reset';
  /** Lines of a watch that still pass; default 0. For other answers: the first half passes. */
  afterLines?: number;
}

/** The watch contains one line of this size. @public */
export interface HugeLineFault extends FaultBase {
  type: 'huge-line';
  /** Default 20 MB. */
  bytes?: number;
}

/** A line that is no JSON. @public */
export interface GarbageFault extends FaultBase {
  type: 'garbage';
  line?: string;
}

/**
 * Lines of a watch come twice, and bookmarks a third time, late: after the next line. The order of events stays.
 *
 * @public
 */
export interface RepeatFault extends FaultBase {
  type: 'repeat';
}

/** Lists answer what was true some revisions ago, as a cache that is behind. @public */
export interface StaleFault extends FaultBase {
  type: 'stale';
  /** How far behind; no further than the last compaction. */
  revisions: number;
}

/** Bytes come slowly, but come. @public */
export interface DripFault extends FaultBase {
  type: 'drip';
  bytesPerSecond: number;
}

/** The server knows less than a new one does. @public */
export interface OldServerFault extends FaultBase {
  type: 'no-bookmarks' | 'no-streaming-list';
}

/** Connections are refused or torn down at once. @public */
export interface DisconnectedFault extends FaultBase {
  type: 'disconnected';
}

/** Another certificate; only for a cluster with a TLS port of its own. @public */
export interface CertificateFault extends FaultBase {
  type: 'certificate';
  certificate: 'expired' | 'not-yet-valid' | 'self-signed' | 'wrong-host';
}

/** Events in a flood. @public */
export interface FloodFault extends FaultBase {
  type: 'flood';
  /** Writes per second, to `metadata.annotations` of existing objects. */
  perSecond: number;
  /** Plural; default `pods`. */
  resource?: string;
}

/** The server's `Date` header, and nothing else, is off. @public */
export interface ClockSkewFault extends FaultBase {
  type: 'clock-skew';
  /** Added to the true time. */
  milliseconds: number;
}

/**
 * Something wrong on purpose.
 *
 * @public
 */
export type Fault =
  | LatencyFault
  | HangFault
  | StatusFault
  | HtmlFault
  | CutFault
  | HugeLineFault
  | GarbageFault
  | RepeatFault
  | StaleFault
  | DripFault
  | OldServerFault
  | DisconnectedFault
  | CertificateFault
  | FloodFault
  | ClockSkewFault;

/** @public */
export type FaultType = Fault['type'];

/** @public */
export type ActiveFault = Fault & { id: string };

/** What a fault is matched against. */
export interface FaultTarget {
  verb: string;
  resource: string;
  path: string;
}

/** Whether a fault is for a request. */
export function faultMatches(
  { match }: FaultBase,
  target: FaultTarget,
): boolean {
  return (
    !match ||
    ((!match.verbs || match.verbs.includes(target.verb)) &&
      (!match.resources || match.resources.includes(target.resource)) &&
      (!match.pathPrefix || target.path.startsWith(match.pathPrefix)))
  );
}
