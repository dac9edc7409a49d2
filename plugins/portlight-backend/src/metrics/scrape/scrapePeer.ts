import {
  type DiscoveredPeer,
  EXPOSITION_ACCEPT,
  ExpositionError,
  type ExpositionLimits,
  ExpositionParser,
  type PeerScrape,
  type Scrape,
  type SeriesTable,
} from '@portlight/plugin-portlight-common';
import { quote } from '../../inventory';
import {
  type PeerClient,
  PeerRequestError,
  type PeerResponse,
} from '../../peers';
import { answerProblem } from './answerProblem';
import { clockSkew } from './clockSkew';
import { readBody } from './readBody';
import { ScrapeError } from './ScrapeError';

/** How one scrape went. */
export interface ScrapeOutcome {
  /** Seconds since the epoch: when the figures were taken. */
  at: number;
  /** For whoever shows the peer. */
  report: PeerScrape;
  /** What it exposes; absent where the scrape failed. */
  scrape?: Scrape;
  /** Why it failed. */
  error?: ScrapeError;
}

/** What a scrape needs besides the peer. */
export interface ScrapeOptions {
  client: PeerClient;
  /** Kept between the scrapes of the peer. */
  table: SeriesTable;
  limits: Required<ExpositionLimits>;
  /** Milliseconds from the peer's turn to the last byte. */
  timeout: number;
  /** Ends it; the outcome is then nobody's. */
  signal: AbortSignal;
}

type ScrapedPeer = DiscoveredPeer & Required<Pick<DiscoveredPeer, 'metrics'>>;

/** Whether it is known where the peer exposes metrics. */
export function exposesMetrics(peer: DiscoveredPeer): peer is ScrapedPeer {
  return peer.metrics !== undefined;
}

/** Why a scrape failed, of whatever was thrown. */
function scrapeError(error: unknown, answered: boolean): ScrapeError {
  if (error instanceof ScrapeError) return error;
  if (error instanceof ExpositionError) {
    if (error.code === 'body-size-limit') {
      return new ScrapeError('body-size-limit', error.message);
    }
    const limit = error.code.endsWith('-limit');
    return new ScrapeError(limit ? 'limit' : 'format', error.message, {
      cause: error,
    });
  }
  if (error instanceof PeerRequestError) {
    return new ScrapeError('connection', error.message, { cause: error });
  }
  const said = quote((error as Error)?.message);
  return new ScrapeError(
    'connection',
    answered
      ? `The connection ended in the middle of the answer${said && `: ${said}`}`
      : `It cannot be reached: ${said}`,
    { cause: error },
  );
}

/** Lets a body that does not heed its signal wait for nobody. */
async function* until<Chunk>(
  ended: Promise<never>,
  chunks: AsyncIterable<Chunk>,
): AsyncGenerator<Chunk> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await Promise.race([iterator.next(), ended]);
      if (done) return;
      yield value;
    }
  } finally {
    // Not waited for either.
    iterator.return?.().catch(() => {});
  }
}

/** Time that begins with the peer's turn. */
class Deadline {
  readonly signal: AbortSignal;
  readonly ended: Promise<never>;
  readonly #controller = new AbortController();
  #timer?: NodeJS.Timeout;

  constructor(private readonly timeout: number, signal: AbortSignal) {
    this.signal = AbortSignal.any([signal, this.#controller.signal]);
    this.ended = new Promise((_, reject) => {
      const end = () => reject(this.signal.reason);
      if (this.signal.aborted) end();
      else this.signal.addEventListener('abort', end, { once: true });
    });
    // It is raced with, and may lose.
    this.ended.catch(() => {});
  }

  begin(): void {
    this.#timer ??= setTimeout(
      () =>
        this.#controller.abort(
          new ScrapeError(
            'timeout',
            `It did not answer in full within ${
              this.timeout / 1000
            } s; see what makes it slow, or raise \`portlight.metrics.scrapeTimeout\``,
          ),
        ),
      this.timeout,
    );
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

/**
 * Scrapes one peer. Whatever it answers, the outcome is a value: nothing that a peer does is an exception.
 *
 * @throws the signal's reason only
 */
export async function scrapePeer(
  peer: ScrapedPeer,
  { client, table, limits, timeout, signal }: ScrapeOptions,
): Promise<ScrapeOutcome> {
  const deadline = new Deadline(timeout, signal);
  let asked = Date.now();
  let answered: number | undefined;
  let response: PeerResponse | undefined;
  let over = false;
  let skew: number | undefined;

  const outcome = (
    result: Pick<ScrapeOutcome, 'scrape' | 'error'>,
  ): ScrapeOutcome => {
    const at = answered ?? asked;
    return {
      ...result,
      at: at / 1000,
      report: {
        at: new Date(at).toISOString(),
        up: result.error === undefined,
        durationSeconds: (Date.now() - asked) / 1000,
        ...(result.scrape && {
          samples: result.scrape.values.length,
          bytes: result.scrape.bytes,
        }),
        ...(skew !== undefined && { clockSkewSeconds: skew }),
        ...(result.error && { message: result.error.message }),
      },
    };
  };

  try {
    const request = client.fetch(peer, {
      path: peer.metrics.path,
      port: peer.metrics.port,
      scheme: peer.metrics.scheme,
      headers: {
        accept: EXPOSITION_ACCEPT,
        'accept-encoding': 'gzip',
        'x-prometheus-scrape-timeout-seconds': String(timeout / 1000),
      },
      signal: deadline.signal,
      onTurn: () => {
        asked = Date.now();
        deadline.begin();
      },
    });
    // What a client that does not heed its signal answers late is for nobody.
    request.then(late => over && late.cancel()).catch(() => {});
    response = await Promise.race([request, deadline.ended]);
    answered = Date.now();
    skew = clockSkew(response.headers.date, asked, answered);
    const problem = await Promise.race([
      answerProblem(response, peer.metrics.path),
      deadline.ended,
    ]);
    if (problem) return outcome({ error: problem });
    const parser = new ExpositionParser({
      contentType: response.headers['content-type'],
      limits,
      table,
    });
    const body = readBody(until(deadline.ended, response.body), {
      encoding: response.headers['content-encoding'],
      limit: limits.bodySize,
    });
    for await (const chunk of body) parser.push(chunk);
    return outcome({ scrape: parser.end() });
  } catch (error) {
    signal.throwIfAborted();
    return outcome({ error: scrapeError(error, response !== undefined) });
  } finally {
    over = true;
    deadline.clear();
    response?.cancel();
  }
}
