import { chaosOptions, playChaos } from '../__testUtils__/chaos';

// The chaos suite plays as many as PORTLIGHT_CHAOS_RUNS says.
const options = { ...chaosOptions(500), runs: 500 };

describe('the reflector in chaos', () => {
  it(
    `is right again after ${options.runs} random scripts (seed ${options.seed})`,
    async () => {
      const { recovery, unnoticed } = await playChaos(options);
      // Whatever the server was restored to.
      expect(recovery?.count).toBeGreaterThan(unnoticed?.count ?? 0);
      expect(unnoticed?.count).toBeGreaterThan(0);
    },
    20_000 + options.runs * 200,
  );
});
