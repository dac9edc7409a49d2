import { isIP } from 'node:net';
import type { Resolve } from '../AddressPolicy';

/**
 * A name server under an attacker's hand: the first question gets the first answer, and so on; the last
 * answer stays. Without any answer there is no such name.
 */
export function resolveTo(...answers: string[][]): Resolve {
  let asked = 0;
  const resolve = (
    hostname: string,
    _: unknown,
    callback: (error: Error | null, addresses?: object[]) => void,
  ) => {
    const answer = answers[Math.min(asked++, answers.length - 1)];
    process.nextTick(() => {
      if (answer) {
        callback(
          null,
          answer.map(address => ({ address, family: isIP(address) })),
        );
      } else {
        callback(
          Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
            code: 'ENOTFOUND',
          }),
        );
      }
    });
  };
  return resolve as unknown as Resolve;
}
