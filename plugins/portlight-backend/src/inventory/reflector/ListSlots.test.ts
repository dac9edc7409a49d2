import fc from 'fast-check';
import { ListSlots, type Release } from './ListSlots';

const OPTIONS = { limit: 3, perCluster: 2, timeBox: 1000 };

describe('ListSlots', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  function collect(slots: ListSlots, clusters: string[]) {
    const granted: { cluster: string; release: Release }[] = [];
    const withdraw = clusters.map(cluster =>
      slots.acquire(cluster, release => granted.push({ cluster, release })),
    );
    return { granted, withdraw };
  }

  it('lets clusters take turns', () => {
    const { granted } = collect(new ListSlots(OPTIONS), [
      ...['a', 'a', 'a', 'a', 'b', 'c'],
    ]);
    const names = () => granted.map(({ cluster }) => cluster).join('');
    expect(names()).toBe('aab');
    granted[0].release();
    expect(names()).toBe('aabc');
    granted[1].release();
    expect(names()).toBe('aabca');
  });

  it('does not let a cluster that hangs keep others waiting', () => {
    const { granted } = collect(new ListSlots(OPTIONS), [
      ...['a', 'a', 'b', 'c', 'c'],
    ]);
    expect(granted).toHaveLength(3);
    jest.advanceTimersByTime(OPTIONS.timeBox);
    expect(granted).toHaveLength(5);
  });

  it('gives a cluster that overran one turn at a time until a list of it completes', () => {
    const slots = new ListSlots(OPTIONS);
    collect(slots, ['a']);
    jest.advanceTimersByTime(OPTIONS.timeBox);
    const { granted } = collect(slots, ['a', 'a', 'a']);
    expect(granted).toHaveLength(1);
    granted[0].release({ completed: false });
    expect(granted).toHaveLength(2);
    granted[1].release({ completed: true });
    expect(granted).toHaveLength(3);
    collect(slots, ['a']);
    expect(collect(slots, ['a']).granted).toHaveLength(0);
  });

  it('does not let the lists of a cluster that never end become more and more', () => {
    const slots = new ListSlots(OPTIONS);
    const { granted } = collect(slots, Array(6).fill('a'));
    jest.advanceTimersByTime(10 * OPTIONS.timeBox);
    expect(granted).toHaveLength(OPTIONS.perCluster);
    expect(collect(slots, ['b']).granted).toHaveLength(1);
    granted[0].release();
    expect(granted).toHaveLength(OPTIONS.perCluster + 1);
  });

  it('gives back a turn once, however often it is returned', () => {
    const slots = new ListSlots(OPTIONS);
    const { granted } = collect(slots, ['a', 'b', 'c', 'd', 'e', 'f']);
    granted[0].release();
    granted[0].release();
    jest.advanceTimersByTime(1);
    expect(granted).toHaveLength(4);
  });

  it('remembers nothing of a cluster that is not read any more', () => {
    const slots = new ListSlots(OPTIONS);
    const { granted } = collect(slots, ['a']);
    jest.advanceTimersByTime(OPTIONS.timeBox);
    granted[0].release();
    slots.forget('a');
    expect(collect(slots, ['a', 'a']).granted).toHaveLength(2);
  });

  it('keeps its bounds and forgets nobody, whatever happens', () => {
    const action = fc.oneof(
      fc.record({ acquire: fc.constantFrom('a', 'b', 'c', 'd') }),
      fc.record({ release: fc.nat(20), completed: fc.boolean() }),
      fc.record({ withdraw: fc.nat(20) }),
      fc.record({ pass: fc.nat(1500) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), actions => {
        const slots = new ListSlots(OPTIONS);
        let next = 0;
        const running = new Map<number, Release>();
        const waiting = new Map<number, () => void>();
        for (const each of actions) {
          if ('acquire' in each) {
            const number = next++;
            let granted = false;
            const withdraw = slots.acquire(each.acquire, release => {
              granted = true;
              waiting.delete(number);
              running.set(number, release);
            });
            if (!granted) waiting.set(number, withdraw);
          } else if ('release' in each) {
            const number = [...running.keys()][each.release];
            running.get(number)?.({ completed: each.completed });
            running.delete(number);
          } else if ('withdraw' in each) {
            const number = [...waiting.keys()][each.withdraw];
            waiting.get(number)?.();
            waiting.delete(number);
          } else {
            jest.advanceTimersByTime(each.pass);
          }
        }
        for (let turn = 0; waiting.size > 0 && turn < 100; turn++) {
          expect(slots.sizes.running).toBeLessThanOrEqual(OPTIONS.limit);
          jest.advanceTimersByTime(OPTIONS.timeBox);
          // Every list ends some time.
          const [first] = running;
          first?.[1]();
          running.delete(first?.[0]);
        }
        expect(waiting.size).toBe(0);
      }),
    );
  });
});
