import { mockServices } from '@backstage/backend-test-utils';
import { createChangePublisher } from './publishChanges';

describe('createChangePublisher', () => {
  const publish = jest.fn();

  beforeEach(() => {
    jest.useFakeTimers();
    publish.mockReset().mockResolvedValue(undefined);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const create = () => {
    const logger = mockServices.logger.mock();
    return {
      logger,
      publisher: createChangePublisher({ signals: { publish }, logger }),
    };
  };

  const published = () =>
    publish.mock.calls.map(([{ message }]) => message.clusters);

  it('tells the first change at once, by name only', () => {
    const { publisher } = create();
    publisher.changed('east');
    expect(publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'portlight:changes',
      message: { clusters: ['east'] },
    });
    publisher.stop();
  });

  it('puts those that follow together, at most two a second', () => {
    const { publisher } = create();
    for (let at = 0; at < 100; at += 1) {
      publisher.changed(at % 2 ? 'east' : 'west');
      jest.advanceTimersByTime(30);
    }
    jest.advanceTimersByTime(1000);
    expect(published()[0]).toEqual(['west']);
    expect(published()[1]).toEqual(['east', 'west']);
    // The first, then one per half second of the three seconds, and what was left.
    expect(published().length).toBeLessThanOrEqual(8);
    publisher.stop();
  });

  it('is silent when nothing changes', () => {
    const { publisher } = create();
    publisher.changed('east');
    jest.advanceTimersByTime(60_000);
    expect(publish).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
    publisher.changed('west');
    expect(published()).toEqual([['east'], ['west']]);
    publisher.stop();
  });

  it('says nothing after it was stopped', () => {
    const { publisher } = create();
    publisher.changed('east');
    publisher.changed('west');
    publisher.stop();
    jest.advanceTimersByTime(60_000);
    expect(published()).toEqual([['east']]);
  });

  it('goes on after signals failed', async () => {
    const { publisher, logger } = create();
    publish.mockRejectedValueOnce(new Error('no signals'));
    publisher.changed('east');
    await Promise.resolve();
    await Promise.resolve();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1000);
    publisher.changed('west');
    expect(published()).toEqual([['east'], ['west']]);
    publisher.stop();
  });
});
