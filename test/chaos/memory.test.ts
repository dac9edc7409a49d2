import {
  chaosOptions,
  playChaos,
} from '@portlight/plugin-portlight-backend/src/inventory/__testUtils__/chaos';
import { keepResults } from './results';

const options = chaosOptions(1_000);

describe('the reflector, inventory and writer in memory', () => {
  it(
    `are right again after ${options.runs} random scripts (seed ${options.seed})`,
    async () => {
      const began = process.hrtime.bigint();
      const { recovery, unnoticed, news } = await playChaos(options);
      keepResults('memory', {
        ...options,
        'milliseconds of scripts until all is right': recovery,
        'the same where only a complete list can tell': unnoticed,
        'milliseconds of scripts until a change is seen': news,
        seconds: Number(process.hrtime.bigint() - began) / 1e9,
      });
      expect(news?.count).toBe(options.runs);
    },
    60_000 + options.runs * 200,
  );
});
