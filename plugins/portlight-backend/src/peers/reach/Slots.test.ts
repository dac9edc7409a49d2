import { Slots } from './Slots';

const settle = () =>
  new Promise(resolve => {
    setImmediate(resolve);
  });

it('lets so many in at once, the others in the order in which they came', async () => {
  const slots = new Slots(2);
  const order: number[] = [];
  const releases: (() => void)[] = [];
  for (let index = 0; index < 5; index++) {
    slots.take().then(release => {
      order.push(index);
      releases.push(release);
    });
  }
  await settle();
  expect(order).toEqual([0, 1]);
  releases[1]();
  // More than once gives back once.
  releases[1]();
  await settle();
  expect(order).toEqual([0, 1, 2]);
  releases[0]();
  releases[2]();
  await settle();
  expect(order).toEqual([0, 1, 2, 3, 4]);
});

it('forgets who does not want to wait any more', async () => {
  const slots = new Slots(1);
  const release = await slots.take();
  const ended = new AbortController();
  const waiting = slots.take(ended.signal);
  const after = slots.take();
  ended.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  release();
  (await after)();
  await expect(slots.take(ended.signal)).rejects.toThrow('enough');
  await expect(slots.take()).resolves.toBeDefined();
});
