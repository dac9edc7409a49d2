import { badRequest, invalid, type ApiObject } from '../../store';
import type { ResourceContext } from '../context';
import type { LogLine, LogRequest } from '../providers';
import { isTrue } from '../requestInfo';
import { sendText } from '../respond';

interface LogOptions {
  follow: boolean;
  timestamps: boolean;
  previous: boolean;
  tail?: number;
  limitBytes?: number;
  /** Milliseconds since the epoch. */
  since?: number;
}

/** Answers a container's log. */
export function handleLog(context: ResourceContext): void {
  const { cluster, resource, info, request, response, query } = context;
  const pod = cluster.store.read(resource, info.namespace, info.name!);
  const options = parseOptions(info.name!, query, cluster.store.clock.now());
  const container = chooseContainer(pod, query.get('container') ?? '');
  if (!pod.spec?.nodeName) {
    // There is no kubelet to ask yet.
    response.writeHead(204).end();
    return;
  }
  checkStarted(pod, container, options.previous);
  const logRequest: LogRequest = {
    pod,
    container,
    previous: options.previous,
    since: options.since,
  };
  const stored = cluster.logs?.read(logRequest);
  if (!stored) {
    throw badRequest(
      options.previous
        ? `previous terminated container ${JSON.stringify(
            container,
          )} in pod ${JSON.stringify(info.name)} not found`
        : `container ${JSON.stringify(container)} in pod ${JSON.stringify(
            info.name,
          )} is not available`,
    );
  }
  const lines = select(stored, options);
  if (!options.follow) {
    const text = lines.map(line => format(line, options)).join('');
    sendText(
      response,
      200,
      options.limitBytes === undefined
        ? text
        : Buffer.from(text).subarray(0, options.limitBytes).toString(),
      'text/plain',
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  let left = options.limitBytes ?? Infinity;
  const stops: (() => void)[] = [];
  const send = (line: LogLine) => {
    const bytes = Buffer.from(format(line, options)).subarray(0, left);
    left -= bytes.length;
    response.write(bytes);
    if (left <= 0) {
      stops.forEach(stop => stop());
      response.end();
    }
  };
  lines.forEach(send);
  if (left <= 0 || options.previous || !cluster.logs) {
    response.end();
    return;
  }
  const stop = cluster.logs.follow(logRequest, send, () => response.end());
  stops.push(stop);
  request.on('close', stop);
}

function parseOptions(
  pod: string,
  query: URLSearchParams,
  now: number,
): LogOptions {
  const findings: { reason: string; message: string; field: string }[] = [];
  const integer = (name: string, minimum: number) => {
    const text = query.get(name);
    if (text === null || text === '') {
      return undefined;
    }
    if (!/^-?\d{1,18}$/.test(text)) {
      throw badRequest(
        `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`,
      );
    }
    const value = Number(text);
    if (value < minimum) {
      findings.push({
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${value}: must be greater than ${
          minimum === 0 ? 'or equal to 0' : '0'
        }`,
        field: name,
      });
    }
    return value;
  };
  const tail = integer('tailLines', 0);
  const sinceSeconds = integer('sinceSeconds', 1);
  const limitBytes = integer('limitBytes', 1);
  const sinceTime = query.get('sinceTime');
  if (sinceSeconds !== undefined && sinceTime) {
    findings.push({
      reason: 'FieldValueForbidden',
      message:
        'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
      field: '[]',
    });
  }
  if (findings.length > 0) {
    throw invalid({ group: '', kind: 'PodLogOptions' }, pod, findings);
  }
  const start =
    sinceSeconds === undefined
      ? Date.parse(sinceTime ?? '')
      : now - sinceSeconds * 1000;
  return {
    follow: isTrue(query.get('follow')),
    timestamps: isTrue(query.get('timestamps')),
    previous: isTrue(query.get('previous')),
    tail,
    limitBytes,
    since: Number.isNaN(start) ? undefined : start,
  };
}

function containerNames({ spec }: ApiObject, list: string): string[] {
  return (spec?.[list] ?? []).map(({ name }: { name: string }) => name);
}

function chooseContainer(pod: ApiObject, asked: string): string {
  const containers = containerNames(pod, 'containers');
  const initial = containerNames(pod, 'initContainers');
  if (asked) {
    const all = [
      ...containers,
      ...initial,
      ...containerNames(pod, 'ephemeralContainers'),
    ];
    if (!all.includes(asked)) {
      throw badRequest(
        `container ${asked} is not valid for pod ${pod.metadata.name}`,
      );
    }
    return asked;
  }
  if (containers.length === 1) {
    return containers[0];
  }
  throw badRequest(
    `a container name must be specified for pod ${
      pod.metadata.name
    }, choose one of: [${containers.join(' ')}]${
      initial.length > 0
        ? ` or one of the init containers: [${initial.join(' ')}]`
        : ''
    }`,
  );
}

interface ContainerStatus {
  name: string;
  state?: { waiting?: { reason?: string; message?: string } };
  lastState?: { terminated?: unknown };
}

/** A container that waits for its image has no log; one that crashed has its last one. */
function checkStarted(pod: ApiObject, name: string, previous: boolean): void {
  const statuses: ContainerStatus[] = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ];
  const status = statuses.find(candidate => candidate.name === name);
  const waiting = status?.state?.waiting;
  if (previous && !status?.lastState?.terminated) {
    throw badRequest(
      `previous terminated container ${JSON.stringify(
        name,
      )} in pod ${JSON.stringify(pod.metadata.name)} not found`,
    );
  }
  if (!previous && waiting && !status.lastState?.terminated) {
    throw badRequest(
      `container ${JSON.stringify(name)} in pod ${JSON.stringify(
        pod.metadata.name,
      )} is waiting to start: ${
        /Image|ErrImage/.test(waiting.reason ?? '')
          ? 'trying and failing to pull image'
          : waiting.reason ?? 'ContainerCreating'
      }`,
    );
  }
}

function select(
  lines: Iterable<LogLine>,
  { since, tail }: LogOptions,
): LogLine[] {
  const chosen: LogLine[] = [];
  for (const line of lines) {
    if (since === undefined || line.time >= since) {
      chosen.push(line);
    }
  }
  if (tail === undefined) {
    return chosen;
  }
  return tail === 0 ? [] : chosen.slice(-tail);
}

function format({ time, text }: LogLine, { timestamps }: LogOptions): string {
  if (!timestamps) {
    return `${text}\n`;
  }
  // Nanoseconds, as container runtimes write them.
  return `${new Date(time).toISOString().replace('Z', '000000Z')} ${text}\n`;
}
