import type { KindDefinition } from '@portlight/plugin-portlight-common';
import type {
  ClusterConnection,
  ClusterResponse,
} from '@portlight/plugin-portlight-node';
import { AnswerReader } from './AnswerReader';
import { BodyTooLargeError, readBody, readErrorBody } from './bodies';
import { SyncError } from './failure';
import { KindRequests } from './KindRequests';
import { LineSplitter, LineTooLongError } from './lines';
import type { ReflectorInput } from './machineTypes';
import { pagePath, watchPath } from './requests';
import { Watchdog } from './Watchdog';

/** Times (milliseconds) and bounds (bytes) of what is read. */
export interface ReaderSettings {
  /** Until an answer begins. */
  answer: number;
  /** Silence after which a list has failed. */
  listSilence: number;
  /** Silence after which a watch is opened anew; servers send a bookmark every minute. */
  watchSilence: number;
  /** The largest object. */
  objectBytes: number;
  /** The largest page of a list. */
  pageBytes: number;
}

/** Who a {@link KindReader} reads for. */
export interface Listener {
  take(input: ReflectorInput): void;
  /** Bytes of a watch have come. */
  heard(): void;
  /** First events are being read, which come without pauses. */
  listing(): boolean;
  /** Resolves when more may come; nothing while there is room. */
  room(): Promise<void> | undefined;
}

/** Milliseconds that one stream may keep the thread before others have their turn. */
const TURN = 10;

/**
 * Sends the requests for one kind and makes inputs of the answers. Each request has a signal: after its abort
 * nothing is reported any more, and errors are nobody's business.
 */
export class KindReader {
  readonly #kind: KindDefinition;
  readonly #settings: ReaderSettings;
  readonly #answers: AnswerReader;
  readonly #requests: KindRequests;

  constructor(
    kind: KindDefinition,
    connection: () => ClusterConnection,
    settings: ReaderSettings,
  ) {
    this.#kind = kind;
    this.#settings = settings;
    this.#answers = new AnswerReader(kind);
    this.#requests = new KindRequests(kind, connection);
  }

  /** A page of a list. */
  async page(
    limit: number,
    continueToken: string | undefined,
    signal: AbortSignal,
  ): Promise<ReflectorInput> {
    const silence = new AbortController();
    const response = await this.#requests.open(
      pagePath(this.#kind, limit, continueToken),
      {
        list: true,
        timeout: this.#settings.answer,
        signal: AbortSignal.any([signal, silence.signal]),
      },
    );
    if (response.status === 410) {
      await readErrorBody(response);
      return { type: 'expired' };
    }
    await this.#requests.expectJson(response);
    const text = await this.#pageText(response, silence);
    return text === undefined ? { type: 'tooLarge' } : this.#answers.page(text);
  }

  /** The newest version that the server knows, by the smallest list. */
  async newest(signal: AbortSignal): Promise<ReflectorInput> {
    const input = await this.page(1, undefined, signal);
    return input.type === 'page'
      ? { type: 'newest', resourceVersion: input.resourceVersion }
      : input;
  }

  /** The text of a page; nothing where it is too large. */
  async #pageText(
    response: ClusterResponse,
    silence: AbortController,
  ): Promise<string | undefined> {
    const { listSilence, pageBytes } = this.#settings;
    const watchdog = new Watchdog(() => silence.abort());
    watchdog.heard(listSilence);
    try {
      return await readBody(response, pageBytes, () =>
        watchdog.heard(listSilence),
      );
    } catch (error) {
      if (silence.signal.aborted) throw new SyncError(this.#requests.silent());
      if (!(error instanceof BodyTooLargeError)) throw error;
      return undefined;
    } finally {
      watchdog.stop();
    }
  }

  /** Follows a watch to its end; without a version it begins with a streaming list. */
  async watch(
    resourceVersion: string | undefined,
    signal: AbortSignal,
    listener: Listener,
  ): Promise<void> {
    const response = await this.#openWatch(resourceVersion, signal);
    if (signal.aborted) return;
    if (!response) {
      listener.take({ type: 'silent' });
      return;
    }
    const refused = refusal(response.status, resourceVersion);
    if (refused) {
      await readErrorBody(response);
      if (!signal.aborted) listener.take(refused);
      return;
    }
    await this.#requests.expectJson(response);
    if (signal.aborted) return;
    const opened = performance.now();
    await this.#readWatch(response, signal, listener);
    if (signal.aborted) return;
    // Half a line is half an object: whatever it was comes again with the next watch.
    listener.take({ type: 'closed', lived: performance.now() - opened });
  }

  /**
   * Opens a watch; nothing where a resumed one is not answered.
   *
   * The portal's kubernetes backend passes the beginning of an answer on only with its first line. A quiet
   * watch is one that has not been answered, and the next bookmark may take a minute.
   */
  async #openWatch(
    resourceVersion: string | undefined,
    signal: AbortSignal,
  ): Promise<ClusterResponse | undefined> {
    const { answer, watchSilence } = this.#settings;
    const resumed = resourceVersion !== undefined;
    try {
      return await this.#requests.open(watchPath(this.#kind, resourceVersion), {
        list: false,
        timeout: resumed ? Math.max(answer, watchSilence) : answer,
        signal,
      });
    } catch (error) {
      const silent =
        error instanceof SyncError && error.failure.cause === 'timeout';
      if (resumed && silent) return undefined;
      throw error;
    }
  }

  async #readWatch(
    response: ClusterResponse,
    signal: AbortSignal,
    listener: Listener,
  ): Promise<void> {
    const { listSilence, watchSilence, objectBytes } = this.#settings;
    const splitter = new LineSplitter(objectBytes);
    const watchdog = new Watchdog(() => listener.take({ type: 'silent' }));
    const heard = () =>
      watchdog.heard(listener.listing() ? listSilence : watchSilence);
    heard();
    let turnEnds = performance.now() + TURN;
    try {
      for await (const chunk of response.body) {
        if (signal.aborted) return;
        listener.heard();
        for (const line of splitter.push(chunk)) {
          const input = this.#answers.event(line);
          if (input) listener.take(input);
          if (signal.aborted) return;
        }
        // It is us who do not listen now.
        watchdog.stop();
        const room = listener.room();
        if (room) await room;
        if (room || performance.now() >= turnEnds) {
          await new Promise(resolve => {
            setImmediate(resolve);
          });
          turnEnds = performance.now() + TURN;
        }
        if (signal.aborted) return;
        heard();
      }
    } catch (error) {
      if (!(error instanceof LineTooLongError)) throw error;
      const megabytes = Math.round(error.limit / 1024 / 1024);
      throw new SyncError({
        cause: 'invalidResponse',
        message: `An object in the answer to ${
          this.#answers.action
        } is larger than ${megabytes} MB; look for one of unusual size.`,
      });
    } finally {
      watchdog.stop();
    }
  }
}

/** What a status means that is neither success nor failure. */
function refusal(
  status: number,
  resourceVersion: string | undefined,
): ReflectorInput | undefined {
  if (status === 410) return { type: 'expired' };
  // 422 and 400: the parameters of a streaming list, or a version from before the cluster was restored.
  const parameters =
    status >= 400 &&
    status < 500 &&
    ![401, 403, 404, 408, 429].includes(status);
  if (!parameters) return undefined;
  return resourceVersion === undefined
    ? { type: 'streamingRefused' }
    : { type: 'expired' };
}
