import { createDemoPast } from './demoPast';

const HOUR = 3600;
const END = 1_795_000_000;
const UNTIL = Math.floor(END / HOUR) * HOUR;

async function read(
  cluster: string,
  since: number,
  until: number,
): Promise<number[]> {
  const hours: number[] = [];
  const source = createDemoPast(2, END);
  const { signal } = new AbortController();
  for await (const { hour } of source.hours(cluster, since, until, {
    signal,
  })) {
    hours.push(hour);
  }
  return hours;
}

describe('the past of the demo', () => {
  it('ends with the last whole hour, and begins days before', () => {
    expect(createDemoPast(2, END).range('data')).toEqual({
      since: UNTIL - 48 * HOUR,
      until: UNTIL,
    });
  });

  it('is of no cluster that is not simulated', async () => {
    expect(createDemoPast(2, END).range('own')).toBeUndefined();
    expect(await read('own', 0, END)).toEqual([]);
  });

  it('has each hour once, the oldest first', async () => {
    const hours = await read('staging', UNTIL - 3 * HOUR, END + 10 * HOUR);
    expect(hours).toEqual([UNTIL - 3 * HOUR, UNTIL - 2 * HOUR, UNTIL - HOUR]);
    expect(await read('staging', 0, END)).toHaveLength(48);
  });
});
