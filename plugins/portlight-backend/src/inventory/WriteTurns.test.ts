import { WriteTurns } from './WriteTurns';

describe('WriteTurns', () => {
  /** Writes that end when the test says so. */
  function writers(turns: WriteTurns) {
    const begun: string[] = [];
    const ends = new Map<string, (error?: Error) => void>();
    const write = (name: string) =>
      turns.run(
        () =>
          new Promise<string>((resolve, reject) => {
            begun.push(name);
            ends.set(name, error => (error ? reject(error) : resolve(name)));
          }),
      );
    return { begun, ends, write };
  }

  const turn = () =>
    new Promise(resolve => {
      setImmediate(resolve);
    });

  it('lets few write at a time, in the order in which they asked', async () => {
    const { begun, ends, write } = writers(new WriteTurns(2));
    const all = ['a', 'b', 'c', 'd'].map(write);
    await turn();
    expect(begun).toEqual(['a', 'b']);
    ends.get('b')!();
    await turn();
    expect(begun).toEqual(['a', 'b', 'c']);
    ends.get('a')!();
    ends.get('c')!();
    await turn();
    ends.get('d')!();
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives one that writes again and again no more turns than the others', async () => {
    const { begun, ends, write } = writers(new WriteTurns(1));
    write('flood');
    write('quiet');
    await turn();
    ends.get('flood')!();
    write('flood again');
    await turn();
    expect(begun).toEqual(['flood', 'quiet']);
  });

  it('goes on after a write that failed', async () => {
    const { begun, ends, write } = writers(new WriteTurns(1));
    const failing = write('a');
    write('b');
    ends.get('a')!(new Error('the disk is full'));
    await expect(failing).rejects.toThrow('the disk is full');
    await turn();
    expect(begun).toEqual(['a', 'b']);
  });

  it('does not let a write that hangs keep the others', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      const { begun, ends, write } = writers(new WriteTurns(1));
      write('hangs');
      write('b');
      write('c');
      await jest.advanceTimersByTimeAsync(5_000);
      expect(begun).toEqual(['hangs', 'b']);
      // Its late end gives nobody a second turn.
      ends.get('hangs')!();
      await turn();
      expect(begun).toEqual(['hangs', 'b']);
      ends.get('b')!();
      await turn();
      expect(begun).toEqual(['hangs', 'b', 'c']);
    } finally {
      jest.useRealTimers();
    }
  });
});
