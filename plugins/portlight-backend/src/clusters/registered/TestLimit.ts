import { PortlightError } from '@portlight/plugin-portlight-common';

/** Tests and looks into kubeconfigs under way at once: of one person, and of all. */
const OF_ONE = 3;
const OF_ALL = 12;

/**
 * How many clusters are tested at a time. Each takes up to ten seconds, sockets, and memory for answers of a stranger's
 * choice, reading a kubeconfig some tenths of a second of the process; and whoever wants to know which addresses answer is not to find out fast.
 */
export class TestLimit {
  readonly #running = new Map<string, number>();

  /** @throws PortlightError `too-many-tests` */
  async run<Result>(
    person: string,
    test: () => Promise<Result>,
  ): Promise<Result> {
    const own = this.#running.get(person) ?? 0;
    let all = 0;
    for (const count of this.#running.values()) all += count;
    if (own >= OF_ONE || all >= OF_ALL) {
      throw new PortlightError({
        code: 'too-many-tests',
        status: 429,
        message:
          own >= OF_ONE
            ? `${OF_ONE} clusters or kubeconfigs are being tested for you; wait until one of them has answered`
            : `${OF_ALL} clusters or kubeconfigs are being tested at the moment; try again in a few seconds`,
      });
    }
    this.#running.set(person, own + 1);
    try {
      return await test();
    } finally {
      const left = this.#running.get(person)! - 1;
      if (left > 0) this.#running.set(person, left);
      else this.#running.delete(person);
    }
  }
}
