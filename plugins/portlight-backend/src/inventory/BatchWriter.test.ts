import { BatchWriter, type BatchWriterOptions } from './BatchWriter';
import type { InventoryBatch } from './store/InventoryStore';
import { WriteTurns } from './WriteTurns';
import { inventoryRow } from './__testUtils__/rows';

function batchOf(...names: string[]): InventoryBatch {
  return {
    changes: {
      upserts: names.map(name => inventoryRow({ name })),
      deletes: [],
    },
    workers: [],
    visible: true,
  };
}

describe('BatchWriter', () => {
  let waiting: string[] = [];
  let written: string[][] = [];
  let failures: unknown[] = [];

  beforeEach(() => {
    waiting = [];
    written = [];
    failures = [];
  });

  function writerOf(changes: Partial<BatchWriterOptions> = {}): BatchWriter {
    return new BatchWriter({
      collect: () => {
        const names = waiting.splice(0);
        return names.length > 0 ? [batchOf(...names)] : [];
      },
      write: async batch => {
        written.push(batch.changes.upserts.map(({ name }) => name));
      },
      onFailure: error => failures.push(error),
      onWritten: () => {},
      interval: 1,
      changes: 100,
      pending: 3,
      backoff: { minimum: 1, maximum: 2 },
      random: () => 0,
      ...changes,
    });
  }

  async function until(check: () => boolean): Promise<void> {
    while (!check()) {
      await new Promise(resolve => {
        setTimeout(resolve, 1);
      });
    }
  }

  it('writes together what comes together', async () => {
    const writer = writerOf();
    for (const name of ['a', 'b', 'c']) {
      waiting.push(name);
      writer.request(1);
    }
    await until(() => written.length > 0);
    expect(written).toEqual([['a', 'b', 'c']]);
    await writer.stop();
  });

  it('does not wait for the interval when much has changed', async () => {
    const writer = writerOf({ interval: 1e9, changes: 2 });
    waiting.push('a');
    writer.request(1);
    waiting.push('b');
    writer.request(1);
    await until(() => written.length > 0);
    expect(written).toEqual([['a', 'b']]);
    await writer.stop();
  });

  it('writes what comes while it writes', async () => {
    let finish = () => {};
    const writer = writerOf({
      write: batch =>
        new Promise(resolve => {
          written.push(batch.changes.upserts.map(({ name }) => name));
          finish = resolve;
        }),
    });
    waiting.push('a');
    writer.request(1);
    await until(() => written.length === 1);
    waiting.push('b');
    writer.request();
    finish();
    await until(() => written.length === 2);
    finish();
    await writer.stop();
    expect(written).toEqual([['a'], ['b']]);
  });

  it('never writes twice at the same time, even if collecting asks for more', async () => {
    let writing = 0;
    let most = 0;
    const writer = writerOf({
      collect: () => {
        // As the figures of a cluster do, which are to be summed up anew before long.
        writer.request();
        return [batchOf('a')];
      },
      write: async batch => {
        writing += 1;
        most = Math.max(most, writing);
        // Longer than the interval.
        await new Promise(resolve => {
          setTimeout(resolve, 10);
        });
        writing -= 1;
        written.push(batch.changes.upserts.map(({ name }) => name));
      },
      turns: new WriteTurns(10),
    });
    writer.request(1);
    await until(() => written.length >= 4);
    await writer.stop();
    expect(most).toBe(1);
  });

  it.each([
    ['as long as they took', 400, 400],
    ['not for ever', 60_000, 1_000],
  ])('rests after writes: %s', async (_, took, rest) => {
    jest.useFakeTimers();
    try {
      const began: number[] = [];
      const writer = writerOf({
        changes: 1,
        write: async batch => {
          began.push(performance.now());
          await new Promise(resolve => {
            setTimeout(resolve, took);
          });
          written.push(batch.changes.upserts.map(({ name }) => name));
        },
      });
      waiting.push('a');
      writer.request(1);
      await jest.advanceTimersByTimeAsync(1);
      // All of it is due at once, as in a flood.
      waiting.push('b');
      writer.request(1);
      await jest.advanceTimersByTimeAsync(took + rest - 1);
      expect(began).toHaveLength(1);
      await jest.advanceTimersByTimeAsync(5);
      expect(began).toHaveLength(2);
      await jest.advanceTimersByTimeAsync(took);
      await writer.stop();
      expect(written).toEqual([['a'], ['b']]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('keeps a batch that fails, in its order, until it is written', async () => {
    let broken = true;
    const writer = writerOf({
      write: async batch => {
        if (broken) throw new Error('no database');
        written.push(batch.changes.upserts.map(({ name }) => name));
      },
    });
    waiting.push('a');
    writer.request(1);
    await until(() => failures.length >= 3);
    waiting.push('b');
    writer.request(1);
    broken = false;
    await until(() => written.length === 2);
    expect(written).toEqual([['a'], ['b']]);
    await writer.stop();
  });

  it('asks for a pause while too much waits', async () => {
    const writer = writerOf({ interval: 1e9 });
    expect(writer.room()).toBeUndefined();
    waiting.push('a', 'b', 'c');
    writer.request(3);
    let open = false;
    const room = writer.room()!.then(() => {
      open = true;
    });
    await Promise.resolve();
    expect(open).toBe(false);
    await writer.stop();
    await room;
    expect(written).toEqual([['a', 'b', 'c']]);
    expect(writer.room()).toBeUndefined();
  });

  it('writes the rest when it stops, and nothing after', async () => {
    const writer = writerOf({ interval: 1e9 });
    waiting.push('a');
    writer.request(1);
    await writer.stop();
    expect(written).toEqual([['a']]);
    waiting.push('b');
    writer.request(1000);
    expect(written).toEqual([['a']]);
  });

  it('does not wait for a database that is gone when it stops', async () => {
    const writer = writerOf({
      write: async () => {
        throw new Error('no database');
      },
      backoff: { minimum: 1e9, maximum: 1e9 },
    });
    waiting.push('a');
    writer.request(1);
    await until(() => failures.length > 0);
    await writer.stop();
    expect(failures.length).toBeGreaterThan(1);
  });
});
