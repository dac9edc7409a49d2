import { QueryObserver } from '@tanstack/react-query';
import { clusterKey, CLUSTERS_KEY, LiveUpdates } from './liveUpdates';

/** A host's push, and a query whose answers arrive when the test says so. */
function setUp(clusters?: string[], meta: object = {}) {
  const live = new LiveUpdates();
  live.client.setQueryData(clusterKey('prod-eu'), { topic: 'a1' });
  live.client.setQueryData(CLUSTERS_KEY, [{ name: 'staging', topic: 'b2' }]);
  let push: (topics: string[]) => void = () => {};
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
    meta: { clusters, ...meta },
  });
  const stop = observer.subscribe(() => {});
  const settle = async () => {
    answers.splice(0).forEach(answer => answer());
    await jest.advanceTimersByTimeAsync(0);
  };
  return {
    ask,
    settle,
    push: (topics: string[]) => push(topics),
    disconnect,
    stop,
  };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it.each([
  ['its own page said its topic', 'prod-eu', 'a1', 'b2'],
  ['the list of clusters said its topic', 'staging', 'b2', 'a1'],
])(
  'reads again what concerns the cluster that changed, when %s',
  async (_name, cluster, own, other) => {
    const { ask, push, settle, stop } = setUp([cluster]);
    await settle();
    push([other]);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(ask).toHaveBeenCalledTimes(1);
    push([other, own]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(ask).toHaveBeenCalledTimes(2);
    stop();
  },
);

it('reads again at any change while the topic of its cluster is not known', async () => {
  const { ask, push, settle, stop } = setUp(['edge']);
  await settle();
  push(['b2']);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(2);
  stop();
});

const ofAnswer = (answer: number) => [`t${answer}`];

it.each<[string, string[] | undefined, object, string, boolean]>([
  ['its target changed', undefined, { topics: ['t1', 't2'] }, 't2', true],
  ['another target changed', undefined, { topics: ['t1'] }, 't3', false],
  ['a cluster changed', undefined, { topics: ['t1'] }, 'a1', false],
  ['its cluster changed', ['prod-eu'], { topics: ['t1'] }, 'a1', true],
  ['another cluster changed', ['prod-eu'], { topics: ['t1'] }, 'b2', false],
  [
    'the target that its answer names',
    undefined,
    { topics: ofAnswer },
    't1',
    true,
  ],
  [
    'one that its answer does not name',
    undefined,
    { topics: ofAnswer },
    't2',
    false,
  ],
  ['any, when it has no target yet', undefined, { topics: [] }, 't9', true],
])(
  'with topics of targets: %s',
  async (_name, clusters, meta, topic, isRead) => {
    const { ask, push, settle, stop } = setUp(clusters, meta);
    await settle();
    push([topic]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(ask).toHaveBeenCalledTimes(isRead ? 2 : 1);
    stop();
  },
);

it('leaves alone what does not depend on clusters', async () => {
  const { ask, push, settle, stop } = setUp(undefined, { ignoresPush: true });
  await settle();
  push([]);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(ask).toHaveBeenCalledTimes(1);
  stop();
});

it('reads what shows many scrapes not for each of them', async () => {
  const { ask, push, settle, stop } = setUp([], {
    topics: ['t1', 't2'],
    pace: 10_000,
  });
  await settle();
  for (const topic of ['t1', 't2', 't1', 't2']) {
    await jest.advanceTimersByTimeAsync(2_000);
    push([topic]);
  }
  await jest.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(1);
  await jest.advanceTimersByTimeAsync(2_000);
  push(['t1']);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(2);
  stop();
});

it('reads everything again when the change has no topic', async () => {
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
    push(['a1']);
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
  push(['a1']);
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
  push(['a1']);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(ask).toHaveBeenCalledTimes(1);
  stop();
});
