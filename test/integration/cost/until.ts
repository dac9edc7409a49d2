const PATIENCE = 60_000;

/** Waits by the clock that nobody sets, as {@link ./clock} sets the other one. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
): Promise<T> {
  const deadline = performance.now() + PATIENCE;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer as T;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`Waited ${PATIENCE / 1000} s for ${what}`, {
        cause: last,
      });
    }
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
  }
}
