import { mockServices } from '@backstage/backend-test-utils';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
  type TestFleet,
} from '../__testUtils__';
import { createChangePublisher } from './publishChanges';

jest.setTimeout(60_000);

describe('createChangePublisher', () => {
  const databases = testDatabases();
  const publish = jest.fn();
  let fleet: TestFleet;
  let topics: Record<string, string>;

  beforeEach(async () => {
    publish.mockReset().mockResolvedValue(undefined);
    fleet = await createTestFleet(databases, 'SQLITE_3');
    await fleet.write(clusterDocument('east'));
    await fleet.write(clusterDocument('west'));
    const rows = await fleet.knex('clusters').select('name', 'topic');
    topics = Object.fromEntries(rows.map(({ name, topic }) => [name, topic]));
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  });

  afterEach(async () => {
    jest.useRealTimers();
    await fleet.knex.destroy();
  });

  const create = () => {
    const logger = mockServices.logger.mock();
    const { knex } = fleet;
    return {
      logger,
      publisher: createChangePublisher({ knex, signals: { publish }, logger }),
    };
  };

  /** Lets the database answer. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      await new Promise(setImmediate);
    }
  };

  const named = (...clusters: string[]) =>
    clusters.map(cluster => topics[cluster]).sort();

  const published = () =>
    publish.mock.calls.map(([{ message }]) => message.topics);

  it('tells the first change at once, without a name', async () => {
    const { publisher } = create();
    publisher.changed('east');
    await settle();
    expect(publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'portlight:changes',
      message: { topics: [topics.east] },
    });
    expect(topics.east).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(publish.mock.calls)).not.toContain('"east"');
    publisher.stop();
  });

  it('puts those that follow together, at most two a second', async () => {
    const { publisher } = create();
    for (let at = 0; at < 100; at += 1) {
      publisher.changed(at % 2 ? 'east' : 'west');
      jest.advanceTimersByTime(30);
    }
    jest.advanceTimersByTime(1000);
    await settle();
    expect(published()[0]).toEqual(named('west'));
    expect(published()[1]).toEqual(named('east', 'west'));
    // The first, then one per half second of the three seconds, and what was left.
    expect(published().length).toBeLessThanOrEqual(8);
    publisher.stop();
  });

  it('is silent when nothing changes', async () => {
    const { publisher } = create();
    publisher.changed('east');
    jest.advanceTimersByTime(60_000);
    await settle();
    expect(publish).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
    publisher.changed('west');
    await settle();
    expect(published()).toEqual([named('east'), named('west')]);
    publisher.stop();
  });

  it('tells once more of a cluster that is gone, and nothing of one that never was', async () => {
    const { publisher } = create();
    publisher.changed('east');
    await settle();
    await fleet.store.remove('east');
    jest.advanceTimersByTime(1000);
    publisher.changed('east');
    await settle();
    jest.advanceTimersByTime(1000);
    publisher.changed('east');
    publisher.changed('nothing');
    jest.advanceTimersByTime(1000);
    await settle();
    expect(published()).toEqual([named('east'), named('east')]);
    publisher.stop();
  });

  it('calls a cluster that comes back by another topic', async () => {
    await fleet.store.remove('east');
    await fleet.write(clusterDocument('east'));
    const [{ topic }] = await fleet
      .knex('clusters')
      .where({ name: 'east' })
      .select('topic');
    expect(topic).not.toBe(topics.east);
  });

  it('says nothing after it was stopped', async () => {
    const { publisher } = create();
    publisher.changed('east');
    await settle();
    publisher.changed('west');
    publisher.stop();
    publisher.changed('west');
    jest.advanceTimersByTime(60_000);
    await settle();
    expect(published()).toEqual([named('east')]);
  });

  it('calls targets by their topics, together with clusters', async () => {
    const { publisher } = create();
    publisher.targetChanged('topic-1');
    publisher.targetChanged('topic-2');
    publisher.changed('east');
    publisher.targetChanged('topic-2');
    await settle();
    jest.advanceTimersByTime(500);
    await settle();
    expect(published()).toEqual([['topic-1'], [topics.east, 'topic-2']]);
    publisher.stop();
  });

  it('stays at two signals a second whatever changes, and loses no topic', async () => {
    const { publisher } = create();
    const expected = new Set<string>();
    const SECONDS = 10;
    for (let at = 0; at < SECONDS * 100; at += 1) {
      publisher.changed(at % 2 ? 'east' : 'west');
      publisher.targetChanged(`topic-${at}`);
      expected.add(`topic-${at}`);
      jest.advanceTimersByTime(10);
    }
    await settle();
    expect(published().length).toBeLessThanOrEqual(2 * SECONDS + 1);
    jest.advanceTimersByTime(1000);
    await settle();
    const told = published()
      .flat()
      .filter(topic => topic.startsWith('topic-'));
    expect(new Set(told)).toEqual(expected);
    expect(told).toHaveLength(expected.size);
    publisher.stop();
  });

  it('spreads a flood of topics over signals of bounded size', async () => {
    const { publisher } = create();
    publisher.changed('east');
    await settle();
    for (let at = 0; at < 1200; at += 1) publisher.targetChanged(`topic-${at}`);
    for (let turn = 0; turn < 4; turn += 1) {
      jest.advanceTimersByTime(500);
      await settle();
    }
    expect(published().map(told => told.length)).toEqual([1, 500, 500, 200]);
    expect(new Set(published().flat()).size).toBe(1201);
    expect(jest.getTimerCount()).toBe(0);
    publisher.stop();
  });

  it('goes on after signals failed', async () => {
    const { publisher, logger } = create();
    publish.mockRejectedValueOnce(new Error('no signals'));
    publisher.changed('east');
    await settle();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1000);
    publisher.changed('west');
    await settle();
    expect(published()).toEqual([named('east'), named('west')]);
    publisher.stop();
  });
});
