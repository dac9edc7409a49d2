/** At most so many at once; the others wait for their turn in the order in which they came. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#free = size;
  }

  /**
   * Takes a slot.
   *
   * @returns a function that gives it back; more calls of it do nothing
   * @throws the signal's reason where it ends the wait
   */
  async take(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#turn(signal);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    };
  }

  async #turn(signal?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const turn = () => resolve();
      this.#waiting.push(turn);
      signal?.addEventListener(
        'abort',
        () => {
          // Whose turn has come has it until it is given back.
          const place = this.#waiting.indexOf(turn);
          if (place < 0) return;
          this.#waiting.splice(place, 1);
          reject(signal.reason);
        },
        { once: true },
      );
    });
  }
}
