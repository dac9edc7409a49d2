import { chaosOptions, playChaos } from '../__testUtils__/chaos';

// The chaos suite plays as many as PORTLIGHT_CHAOS_RUNS says.
const options = { ...chaosOptions(500), runs: 500 };

describe('the reflector in chaos', () => {
  it(
    `is right again after ${options.runs} random scripts (seed ${options.seed})`,
    async () => {
      const { recovery } = await playChaos(options);
      expect(recovery.max).toBeGreaterThanOrEqual(recovery.p50);
    },
    20_000 + options.runs * 200,
  );
});
