/** How many series one replica keeps of all peers together. */
export class SeriesBudget {
  readonly #held = new Map<object, number>();
  #total = 0;

  constructor(private readonly limit: number) {}

  /** Series that are kept. */
  get total(): number {
    return this.#total;
  }

  /** How many a holder may have, with what it has. */
  allowance(holder: object): number {
    const own = this.#held.get(holder) ?? 0;
    return Math.max(0, this.limit - this.#total + own);
  }

  /** The holder has so many now. */
  hold(holder: object, series: number): void {
    this.#total += series - (this.#held.get(holder) ?? 0);
    if (series === 0) this.#held.delete(holder);
    else this.#held.set(holder, series);
  }
}
