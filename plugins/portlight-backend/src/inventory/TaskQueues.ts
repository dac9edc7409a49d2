/** One task after the other for each name; different names do not wait for each other. */
export class TaskQueues {
  readonly #last = new Map<string, Promise<void>>();

  /** Runs the task after those of the same name that came before; tasks do not reject. */
  add(name: string, task: () => Promise<void>): Promise<void> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const after = before.then(task);
    this.#last.set(name, after);
    after.then(() => {
      if (this.#last.get(name) === after) this.#last.delete(name);
    });
    return after;
  }

  /** Whether a task of this name has not ended. */
  has(name: string): boolean {
    return this.#last.has(name);
  }

  /** Resolves when all tasks that are there now have ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
