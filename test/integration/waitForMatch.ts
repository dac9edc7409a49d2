import { waitFor, type WaitOptions } from '../parts';

/** Waits until the answer has these properties; what it had instead is the failure. */
export async function waitForMatch(
  ask: () => Promise<any>,
  expected: object,
  options: WaitOptions,
) {
  const matcher = expect.objectContaining(expected) as unknown as {
    asymmetricMatch(value: unknown): boolean;
  };
  let last: any;
  await waitFor(
    async () => {
      last = await ask();
      return matcher.asymmetricMatch(last);
    },
    { intervalMilliseconds: 200, ...options },
  ).catch(() => {});
  expect(last).toEqual(matcher);
  return last;
}
