import { Timeline } from './Timeline';

describe('Timeline', () => {
  it('runs tasks in the order of their times, and of their making within one', () => {
    const timeline = new Timeline(1000);
    const ran: string[] = [];
    const note = (name: string) => () => ran.push(`${name}@${timeline.now()}`);
    timeline.at(3000, note('c'));
    timeline.at(2000, note('a'));
    timeline.at(2000, note('b'));
    timeline.at(9000, note('later'));
    timeline.advanceTo(5000);
    expect(ran).toEqual(['a@2000', 'b@2000', 'c@3000']);
    expect(timeline.now()).toBe(5000);
  });

  it('runs what a task plans within the time that passes', () => {
    const timeline = new Timeline(0);
    const times: number[] = [];
    const tick = () => {
      times.push(timeline.now());
      timeline.at(timeline.now() + 10, tick);
    };
    timeline.at(10, tick);
    timeline.advance(35);
    expect(times).toEqual([10, 20, 30]);
  });

  it('forgets a cancelled task', () => {
    const timeline = new Timeline(0);
    const task = jest.fn();
    timeline.at(5, task).cancel();
    timeline.advance(10);
    expect(task).not.toHaveBeenCalled();
  });

  it('does what is deferred before time moves on', () => {
    const timeline = new Timeline(0);
    const times: number[] = [];
    timeline.at(5, () => timeline.defer(() => times.push(timeline.now())));
    timeline.at(6, () => times.push(-1));
    timeline.advance(10);
    expect(times).toEqual([5, -1]);
  });

  it('never goes back', () => {
    const timeline = new Timeline(100);
    timeline.advanceTo(50);
    expect(timeline.now()).toBe(100);
  });

  it('ends a fight between two controllers with an error', () => {
    const timeline = new Timeline(0);
    const again = () => timeline.defer(again);
    timeline.defer(again);
    expect(() => timeline.settle()).toThrow('never come to rest');
  });

  it.each([-1, Number.NaN, Infinity])('refuses the speed %p', speed => {
    expect(() => new Timeline(0).live(speed)).toThrow(RangeError);
  });

  it('passes by itself while it is live', async () => {
    const timeline = new Timeline(0);
    timeline.live(1000);
    await new Promise<void>(resolve => {
      timeline.at(500, resolve);
    });
    expect(timeline.now()).toBeGreaterThanOrEqual(500);
    timeline.live(0);
    const stopped = timeline.now();
    expect(timeline.now()).toBe(stopped);
  });
});
