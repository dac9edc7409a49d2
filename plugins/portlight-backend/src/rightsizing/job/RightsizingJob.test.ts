import { mockServices } from '@backstage/backend-test-utils';
import { LeaseLostError } from '../../inventory';
import { LEASE, PRICE_BOOK } from '../__testUtils__/fleet';
import { DEFAULT_RIGHTSIZING_SETTINGS } from '../settings';
import { computeCluster } from './computeCluster';
import { RightsizingJob } from './RightsizingJob';

jest.mock('./computeCluster');

const MINUTE = 60_000;
const looks = jest.mocked(computeCluster);
const logger = mockServices.logger.mock();

function makeJob(): RightsizingJob {
  return new RightsizingJob({
    knex: {} as never,
    cluster: { name: 'east', lease: LEASE, connection: {} as never },
    prices: PRICE_BOOK,
    history: {} as never,
    settings: { ...DEFAULT_RIGHTSIZING_SETTINGS, interval: 30 * MINUTE },
    logger,
    now: () => Date.now(),
    random: () => 0.5,
    inTurn: work => work(),
  });
}

let job: RightsizingJob;

beforeEach(() => {
  jest.useFakeTimers();
  jest.clearAllMocks();
  looks.mockResolvedValue();
  job = makeJob();
});

afterEach(async () => {
  await job.stop();
  jest.useRealTimers();
});

const pass = (minutes: number) =>
  jest.advanceTimersByTimeAsync(minutes * MINUTE);

it('looks a minute after it started, and again and again', async () => {
  job.start();
  await pass(0.9);
  expect(looks).toHaveBeenCalledTimes(0);
  await pass(0.2);
  expect(looks).toHaveBeenCalledTimes(1);
  await pass(29);
  expect(looks).toHaveBeenCalledTimes(1);
  await pass(31);
  expect(looks).toHaveBeenCalledTimes(3);
});

it('looks soon after usage of the past was added, when no more of it comes', async () => {
  job.start();
  await pass(1);
  for (let each = 0; each < 5; each++) {
    job.soon();
    await pass(0.5);
  }
  expect(looks).toHaveBeenCalledTimes(1);
  await pass(0.5);
  expect(looks).toHaveBeenCalledTimes(2);
  await pass(25);
  expect(looks).toHaveBeenCalledTimes(2);
});

it('is not put off by it', async () => {
  job.start();
  for (let each = 0; each < 64; each++) {
    await pass(0.5);
    job.soon();
  }
  // After one minute, and after thirty more.
  expect(looks).toHaveBeenCalledTimes(2);
});

it('looks again after a look during which usage was added', async () => {
  let finish = () => {};
  looks.mockReturnValueOnce(
    new Promise<void>(resolve => {
      finish = resolve;
    }),
  );
  job.start();
  await pass(1);
  job.soon();
  await pass(5);
  expect(looks).toHaveBeenCalledTimes(1);
  finish();
  await pass(1);
  expect(looks).toHaveBeenCalledTimes(2);
});

it('tells a failure, goes on, and says nothing of a lost lease', async () => {
  looks.mockRejectedValueOnce(new Error('no such table'));
  looks.mockRejectedValueOnce(new LeaseLostError('east'));
  job.start();
  await pass(1);
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('no such table'),
  );
  await pass(60);
  expect(looks).toHaveBeenCalledTimes(3);
  expect(logger.warn).toHaveBeenCalledTimes(1);
});

it('does nothing after it was stopped', async () => {
  job.start();
  await job.stop();
  job.soon();
  await pass(60);
  expect(looks).not.toHaveBeenCalled();
});
