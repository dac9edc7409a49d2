import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import type { Lease } from '../../inventory';
import { forgetAll } from '../__testUtils__/costContents';
import { BEGIN, HOUR, testLease } from '../__testUtils__/testHours';
import { CoverageWriter, observedMinutes } from './coverage';

jest.setTimeout(60_000);

const databases = testDatabases();
const lease: Lease = testLease();

describe.each(databases.eachSupportedId())('coverage on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    ({ knex } = await createTestFleet(databases, id));
  });

  beforeEach(async () => {
    await forgetAll(knex);
  });

  afterAll(async () => {
    await knex.destroy();
  });

  const minutes = (hour = BEGIN) => observedMinutes(knex, 'east', hour);

  /** Looks at times in minutes after the beginning, each with the lists so far; none where it was not current. */
  async function look(
    writer: CoverageWriter,
    looks: readonly (readonly [minute: number, lists: number | undefined])[],
  ) {
    for (const [minute, lists] of looks) {
      await writer.note(
        'east',
        lease,
        { current: lists !== undefined, lists: lists ?? 0 },
        BEGIN + minute * 60,
      );
    }
  }

  const every = (from: number, to: number, lists: number) =>
    Array.from(
      { length: to - from },
      (_, index) => [from + index, lists] as const,
    );

  it('is all of an hour that was watched', async () => {
    const writer = new CoverageWriter(knex);
    await look(writer, every(-5, 65, 2));
    expect(await minutes()).toBe(60);
    expect(await minutes(BEGIN - HOUR)).toBe(5);
    expect(await minutes(BEGIN + HOUR)).toBe(5);
  });

  it('is nothing of what nobody watched', async () => {
    await look(new CoverageWriter(knex), [
      [3, undefined],
      [4, undefined],
    ]);
    expect(await minutes()).toBe(0);
  });

  it('has no gap where a watch went on where it had ended', async () => {
    const writer = new CoverageWriter(knex);
    await look(writer, [
      [0, 2],
      [5, undefined],
      [20, 2],
    ]);
    expect(await minutes()).toBe(21);
  });

  it('has a gap where everything had to be read anew', async () => {
    const writer = new CoverageWriter(knex);
    await look(writer, [
      [0, 2],
      [20, 4],
      [21, 4],
    ]);
    expect(await minutes()).toBe(3);
  });

  it('has no gap where everything was read anew in between', async () => {
    const writer = new CoverageWriter(knex);
    await look(writer, [
      [0, 2],
      [1, 3],
      [2, 4],
    ]);
    expect(await minutes()).toBe(3);
  });

  it('goes on over a restart that resumed, and not over one that did not', async () => {
    await look(new CoverageWriter(knex), every(0, 10, 2));
    await look(new CoverageWriter(knex), [[30, 0]]);
    expect(await minutes()).toBe(31);
    await look(new CoverageWriter(knex), [[50, 2]]);
    expect(await minutes()).toBe(32);
  });

  it('is added up of all replicas', async () => {
    const [a, b] = [new CoverageWriter(knex), new CoverageWriter(knex)];
    await look(a, every(0, 30, 2));
    await look(b, every(29, 60, 2));
    expect(await minutes()).toBe(60);
  });

  it('fills a day at most, and never backwards', async () => {
    const writer = new CoverageWriter(knex);
    await look(writer, [
      [0, 2],
      [60 * 48, 2],
      [60 * 47, 2],
    ]);
    expect(await knex('cost_coverage').pluck('at')).toHaveLength(26);
  });
});
