import type { PromQl } from '@portlight/plugin-portlight-common';
import { isHtml, quote } from '../../inventory';
import type { PrometheusTransport } from './PrometheusTransport';
import { describeAnswer, describeTrouble } from './sourceFailures';
import { SourceError } from './SourceError';
import type { SourceType } from './sourceSettings';

/** A series of an answer, by the times that were asked for. */
export interface MatrixSeries {
  labels: ReadonlyMap<string, string>;
  /** Null where there is no value, and where it is not finite. */
  values: (number | null)[];
}

/** The answer to a range query. */
export interface Matrix {
  series: MatrixSeries[];
  /** What the server says about its answer, one sentence each. */
  warnings: string[];
}

/** A range on the grid of its step; seconds since the epoch. */
export interface Grid {
  /** A multiple of the step. */
  start: number;
  step: number;
  /** Points; the last is at `start + (points - 1) * step`. */
  points: number;
}

/** Prometheus refuses to answer more points per series. */
export const MAXIMUM_POINTS = 11_000;
/** Series of one answer; newer servers send no more, and of others no more are read. */
const MAXIMUM_SERIES = 1000;
/** Values of one answer. */
const MAXIMUM_VALUES = 2_000_000;
/** Bytes of one answer: a thousand series of a thousand points. */
const LARGEST_ANSWER = 32 * 1024 * 1024;
const MAXIMUM_WARNINGS = 20;

/** What a {@link PrometheusClient} is made of. */
export interface PrometheusClientOptions {
  /** How people call the server, for sentences. */
  title: string;
  type: SourceType;
  transport: PrometheusTransport;
  /** Milliseconds until a request is given up. */
  timeout: number;
}

/**
 * The points that answer a range: both ends on multiples of the step, so that the same question has the same points
 * whenever it is asked, and the step raised where there would be more points than a server answers.
 *
 * @param until - exclusive
 */
export function gridOf(range: {
  since: number;
  until: number;
  step: number;
}): Grid {
  const { since, until } = range;
  let step = Math.max(1, Math.ceil(range.step));
  const points = () => {
    const start = Math.floor(since / step) * step;
    return Math.max(1, Math.ceil((until - start) / step));
  };
  while (points() > MAXIMUM_POINTS) {
    step = Math.max(
      step + 1,
      Math.ceil((until - since) / (MAXIMUM_POINTS - 1)),
    );
  }
  return { start: Math.floor(since / step) * step, step, points: points() };
}

/** Asks a server that has Prometheus' HTTP API. */
export class PrometheusClient {
  readonly #options: PrometheusClientOptions;

  constructor(options: PrometheusClientOptions) {
    this.#options = options;
  }

  /**
   * An expression at every point of a grid.
   *
   * @param most - series of the answer
   * @throws SourceError
   */
  async range(
    expression: PromQl,
    { start, step, points }: Grid,
    signal?: AbortSignal,
    most = MAXIMUM_SERIES,
  ): Promise<Matrix> {
    const parameters = this.#parameters(expression, most);
    parameters.set('start', String(start));
    parameters.set('end', String(start + (points - 1) * step));
    parameters.set('step', String(step));
    const answer = await this.#ask('/api/v1/query_range', parameters, signal);
    const grid = { start, step, points };
    return readMatrix(answer, grid, this.#options.title, most);
  }

  /**
   * An expression now: its values by labels.
   *
   * @throws SourceError
   */
  async instant(expression: PromQl, signal?: AbortSignal): Promise<Matrix> {
    const answer = await this.#ask(
      '/api/v1/query',
      this.#parameters(expression),
      signal,
    );
    return readVector(answer, this.#options.title);
  }

  /** The server's version; nothing where it does not tell. */
  async version(signal?: AbortSignal): Promise<string | undefined> {
    try {
      const { data } = await this.#ask(
        '/api/v1/status/buildinfo',
        new URLSearchParams(),
        signal,
        { get: true },
      );
      const version = (data as { version?: unknown } | undefined)?.version;
      return quote(version) || undefined;
    } catch (error) {
      // Not all that answer queries have this.
      if (error instanceof SourceError && error.failure === 'absent') {
        return undefined;
      }
      throw error;
    }
  }

  #parameters(expression: PromQl, most = MAXIMUM_SERIES): URLSearchParams {
    const { type, timeout } = this.#options;
    const parameters = new URLSearchParams({
      query: expression.text,
      timeout: `${Math.ceil(timeout / 1000)}s`,
      limit: String(most),
    });
    if (type === 'thanos') {
      parameters.set('dedup', 'true');
      // A part is better than nothing, and the answer says that it is one.
      parameters.set('partial_response', 'true');
    }
    return parameters;
  }

  async #ask(
    path: string,
    parameters: URLSearchParams,
    signal?: AbortSignal,
    { get = false } = {},
  ): Promise<Answer> {
    const { transport, timeout, title } = this.#options;
    // The server gives up first and says so.
    const late = AbortSignal.timeout(timeout + 2000);
    const end = AbortSignal.any(signal ? [signal, late] : [late]);
    try {
      const { status, headers, body } = await transport.send({
        path,
        parameters,
        signal: end,
        get,
      });
      const text = await readText(body, title);
      const answer = isHtml(headers['content-type'])
        ? undefined
        : parseAnswer(text);
      if (status === 200 && answer?.status === 'success') return answer;
      throw describeAnswer({ title, status, headers, text, answer });
    } catch (error) {
      if (signal?.aborted) throw error;
      const failure = late.aborted
        ? new SourceError(
            'timeout',
            `${title} does not answer within ${
              timeout / 1000
            } s; ask for a shorter range, or raise the \`timeout\` of the source`,
          )
        : describeTrouble(title, error);
      throw withoutSecrets(failure, transport.secrets);
    }
  }
}

/** The envelope of all answers. */
export interface Answer {
  status?: unknown;
  data?: unknown;
  errorType?: unknown;
  error?: unknown;
  warnings?: unknown;
  infos?: unknown;
  /** VictoriaMetrics: some of its nodes did not answer. */
  isPartial?: unknown;
}

function parseAnswer(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

async function readText(
  body: AsyncIterable<Uint8Array>,
  title: string,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > LARGEST_ANSWER) {
      throw new SourceError(
        'tooLarge',
        `The answer of ${title} is larger than ${
          LARGEST_ANSWER / 1024 / 1024
        } MiB; ask for a shorter range or a longer step`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length).toString('utf8');
}

function withoutSecrets(
  error: SourceError,
  secrets: readonly string[],
): SourceError {
  const message = secrets
    .filter(secret => secret.length > 0)
    .reduce((text, secret) => text.split(secret).join('***'), error.message);
  // Without the cause: it may have them too.
  return new SourceError(error.failure, message);
}

function warningsOf({ warnings, infos, isPartial }: Answer): string[] {
  const said = [warnings, infos]
    .flatMap(list => (Array.isArray(list) ? list : []))
    .map(quote)
    .filter(text => text !== '');
  if (isPartial === true) {
    said.unshift('The server answered in part: some of its storage is down');
  }
  return [...new Set(said)].slice(0, MAXIMUM_WARNINGS);
}

function readLabels(metric: unknown): Map<string, string> {
  const labels = new Map<string, string>();
  for (const [name, value] of Object.entries(metric ?? {})) {
    if (typeof value === 'string') labels.set(name, value);
  }
  return labels;
}

function resultsOf(answer: Answer, type: string, title: string): any[] {
  const { resultType, result } = (answer.data ?? {}) as {
    resultType?: unknown;
    result?: unknown;
  };
  if (resultType !== type || !Array.isArray(result)) {
    throw new SourceError(
      'invalid',
      `The answer of ${title} is no ${type}; check that the address is that of a Prometheus-compatible API`,
    );
  }
  return result;
}

function finite(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(value) : NaN;
  return value !== '' && Number.isFinite(number) ? number : null;
}

/** Values by the points that were asked for; what is of other times, or a native histogram, is left out. */
function readMatrix(
  answer: Answer,
  { start, step, points }: Grid,
  title: string,
  most: number,
): Matrix {
  const warnings = warningsOf(answer);
  const results = resultsOf(answer, 'matrix', title);
  const limit = Math.min(most, Math.floor(MAXIMUM_VALUES / points));
  if (results.length > limit) {
    warnings.push(
      `The answer has ${results.length} series; only ${limit} are shown`,
    );
  }
  let histograms = 0;
  const series = results.slice(0, limit).map((result): MatrixSeries => {
    const values = new Array<number | null>(points).fill(null);
    if (Array.isArray(result?.histograms)) histograms++;
    for (const pair of Array.isArray(result?.values) ? result.values : []) {
      const index = Math.round((Number(pair?.[0]) - start) / step);
      if (index >= 0 && index < points) values[index] = finite(pair[1]);
    }
    return { labels: readLabels(result?.metric), values };
  });
  if (histograms > 0) {
    warnings.push(
      `${histograms} series are native histograms, which have no single value`,
    );
  }
  return { series, warnings };
}

function readVector(answer: Answer, title: string): Matrix {
  return {
    warnings: warningsOf(answer),
    series: resultsOf(answer, 'vector', title)
      .slice(0, MAXIMUM_SERIES)
      .map(result => ({
        labels: readLabels(result?.metric),
        values: [finite(result?.value?.[1])],
      })),
  };
}
