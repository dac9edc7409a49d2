import { QueryObserver } from '@tanstack/react-query';
import { LiveUpdates } from './liveUpdates';

/** A host's push, and a query whose answers arrive when the test says so. */
function setUp(clusters?: string[]) {
  const live = new LiveUpdates();
  let push: (clusters: string[]) => void = () => {};
  const disconnect = live.connect(listener => {
    push = listener;
    return () => {
      push = () => {};
    };
  });
  const answers: (() => void)[] = [];
  const ask = jest.fn(
    () => new Promise<number>(resolve => answers.push(() => resolve(1))),
  );
  const observer = new QueryObserver(live.client, {
    queryKey: ['pods'],
    queryFn: ask,
    meta: { clusters },
  });
  const stop = observer.subscribe(() => {});
  const settle = async () => {
    answers.splice(0).forEach(answer => answer());
    await jest.advanceTimersByTimeAsync(0);
  };
  return {
    ask,
    settle,
    push: (names: string[]) => push(names),
    disconnect,
    stop,
  };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('reads again what concerns the cluster that changed', async () => {
  const { ask, push, settle, stop } = setUp(['prod-eu']);
  await settle();
  push(['staging']);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(ask).toHaveBeenCalledTimes(1);
  push(['staging', 'prod-eu']);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(2);
  stop();
});

it('reads everything again when the change has no name', async () => {
  const { ask, push, settle, stop } = setUp(['prod-eu']);
  await settle();
  push([]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(2);
  stop();
});

it('reads at most once a second in a storm of changes', async () => {
  const { ask, push, settle, stop } = setUp();
  await settle();
  for (let i = 0; i < 50; i++) {
    push(['prod-eu']);
    await jest.advanceTimersByTimeAsync(100);
    await settle();
  }
  // Five seconds: five readings and the first one.
  expect(ask.mock.calls.length).toBeGreaterThanOrEqual(5);
  expect(ask.mock.calls.length).toBeLessThanOrEqual(7);
  stop();
});

it('neither cuts off an answer under way nor forgets a change during it', async () => {
  const { ask, push, settle, stop } = setUp();
  push(['prod-eu']);
  await jest.advanceTimersByTimeAsync(3_000);
  expect(ask).toHaveBeenCalledTimes(1);
  await settle();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(2);
  stop();
});

it('lets go of the push with its last user', async () => {
  const { ask, push, settle, disconnect, stop } = setUp();
  await settle();
  disconnect();
  push(['prod-eu']);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(ask).toHaveBeenCalledTimes(1);
  stop();
});
