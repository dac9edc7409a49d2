/** Notices silence. It counts by timers, which go on evenly where the machine's clock is set. */
export class Watchdog {
  readonly #onSilence: () => void;
  #bound = 0;
  #timer?: NodeJS.Timeout;

  constructor(onSilence: () => void) {
    this.#onSilence = onSilence;
  }

  /** Something was heard; the next has to come within so many milliseconds. */
  heard(bound: number): void {
    if (this.#timer && bound === this.#bound) {
      this.#timer.refresh();
      return;
    }
    this.stop();
    this.#bound = bound;
    this.#timer = setTimeout(this.#onSilence, bound);
  }

  /** Nothing is expected any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
