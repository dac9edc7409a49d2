import { availabilityOf, Part } from './availability';

/**
 * A suite that needs parts which a machine may lack. Without them it is skipped, and its name says why;
 * with PORTLIGHT_REQUIRE_PARTS=1 (CI) it fails instead, so that nothing is skipped unseen.
 */
export function describeWith(
  parts: Part[],
  name: string,
  suite: () => void,
): void {
  const reasons = parts.flatMap(part => {
    const found = availabilityOf(part);
    return found.available ? [] : [`${part}: ${found.reason}`];
  });
  if (reasons.length === 0) {
    describe(name, suite);
  } else if (process.env.PORTLIGHT_REQUIRE_PARTS === '1') {
    describe(name, () => {
      it('has the parts it needs', () => {
        expect(reasons).toEqual([]);
      });
    });
  } else {
    describe.skip(`${name} [skipped: ${reasons.join('; ')}]`, suite);
  }
}
