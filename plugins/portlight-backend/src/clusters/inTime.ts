/**
 * A promise's outcome, or a failure where it has none in time.
 *
 * @throws Error with the code `ETIMEDOUT`
 */
export async function inTime<T>(
  promise: Promise<T>,
  milliseconds: number,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          Object.assign(new Error('it does not answer in time'), {
            code: 'ETIMEDOUT',
          }),
        ),
      milliseconds,
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
