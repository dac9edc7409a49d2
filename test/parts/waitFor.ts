/** Options of {@link waitFor}. */
export interface WaitOptions {
  /** What is waited for; named in the error. */
  what: string;
  timeoutMilliseconds?: number;
  intervalMilliseconds?: number;
}

/**
 * Asks until the answer is neither undefined nor false. An error counts as "not yet" and is named when time
 * is up.
 */
export async function waitFor<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  options: WaitOptions,
): Promise<T> {
  const { timeoutMilliseconds = 60_000, intervalMilliseconds = 100 } = options;
  const deadline = Date.now() + timeoutMilliseconds;
  let lastError: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) {
        return answer as T;
      }
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() >= deadline) {
      throw new Error(
        `Waited ${timeoutMilliseconds / 1000} s for ${options.what}`,
        { cause: lastError },
      );
    }
    await new Promise(resolve => setTimeout(resolve, intervalMilliseconds));
  }
}
