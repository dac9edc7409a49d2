import { type StartedCluster, startCluster } from '../testing/startCluster';
import type { Fault } from '../faults';

const LIST = '/api/v1/namespaces/default/configmaps';
const WATCH = `${LIST}?watch=1`;
const STREAM = `${WATCH}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1`;

describe('faults', () => {
  let one: StartedCluster;

  beforeEach(async () => {
    one = await startCluster();
    one.create('ConfigMap', 'a');
    one.create('ConfigMap', 'b');
  });

  afterEach(() => one.stop());

  const breakIt = (fault: Fault) => one.cluster.faults.add(fault);

  async function lines(path: string): Promise<string[]> {
    return (await (await one.call(path)).text()).split('\n').filter(Boolean);
  }

  it.each<[Fault, string[]]>([
    [
      { type: 'latency', milliseconds: 700, match: { verbs: ['list'] } },
      ['get', 'list'],
    ],
    [
      {
        type: 'latency',
        milliseconds: 700,
        match: { resources: ['configmaps'], verbs: ['get'] },
      },
      ['list', 'get'],
    ],
  ])('%j delays what it is for, and nothing else', async (fault, order) => {
    breakIt(fault);
    const answered: string[] = [];
    const ask = async (what: string, path: string) => {
      expect((await one.call(path)).status).toBe(200);
      answered.push(what);
    };
    await Promise.all([ask('list', LIST), ask('get', `${LIST}/a`)]);
    expect(answered).toEqual(order);
  });

  it('leaves a request that hangs without an answer, and answers others', async () => {
    breakIt({ type: 'hang', match: { verbs: ['list'] } });
    const client = new AbortController();
    let answered = false;
    const hanging = one.call(LIST, { signal: client.signal }).finally(() => {
      answered = !client.signal.aborted;
    });
    for (const path of [`${LIST}/a`, `${LIST}/b`, '/version']) {
      expect((await one.call(path)).status).toBe(200);
    }
    client.abort();
    await expect(hanging).rejects.toThrow('aborted');
    expect(answered).toBe(false);
  });

  it.each([
    ['a list', LIST, 0],
    ['a watch', WATCH, 1],
  ])(
    'keeps the connection of %s that is half closed, and sends no more',
    async (_, path, afterLines) => {
      const whole = await (
        await one.call(`${path}${path === WATCH ? '&timeoutSeconds=1' : ''}`)
      ).text();
      breakIt({ type: 'half-closed', afterLines });
      const client = new AbortController();
      const response = await one.call(path, { signal: client.signal });
      const reader = response.body!.getReader();
      const first = await reader.read();
      const text = Buffer.from(first.value!).toString();
      expect(whole.startsWith(text)).toBe(true);
      expect(text.length).toBeLessThan(whole.length);
      let more = false;
      const next = reader.read().finally(() => {
        more = !client.signal.aborted;
      });
      one.create('ConfigMap', 'c');
      await one.call('/version');
      client.abort();
      await expect(next).rejects.toThrow('aborted');
      expect(more).toBe(false);
    },
  );

  it('streams a list where nothing is wrong', async () => {
    const events = (await lines(STREAM)).map(line => JSON.parse(line).type);
    expect(events).toEqual(['ADDED', 'ADDED', 'BOOKMARK']);
  });

  it.each<[string, Fault, (text: string[]) => void]>([
    [
      'garbage',
      { type: 'garbage', count: 1 },
      ([garbage, event]) => {
        expect(() => JSON.parse(garbage)).toThrow();
        expect(JSON.parse(event).object.metadata.name).toBe('a');
      },
    ],
    [
      'garbage of its own',
      { type: 'garbage', line: '{"type":', count: 1 },
      ([garbage]) => expect(garbage).toBe('{"type":'),
    ],
    [
      'no-bookmarks',
      { type: 'no-bookmarks' },
      events =>
        expect(events.map(event => JSON.parse(event).type)).toEqual([
          'ADDED',
          'ADDED',
        ]),
    ],
    [
      'no-streaming-list',
      { type: 'no-streaming-list' },
      ([refusal]) =>
        expect(JSON.parse(refusal)).toMatchObject({
          code: 422,
          reason: 'Invalid',
          message: expect.stringContaining('sendInitialEvents is forbidden'),
        }),
    ],
  ])('shows a watch what %s is', async (_, fault, check) => {
    breakIt(fault);
    check(await lines(STREAM));
  });

  it('says another time where the clock is off, and stores the true one', async () => {
    breakIt({ type: 'clock-skew', milliseconds: -3_600_000 });
    const response = await one.call(LIST);
    const said = Date.parse(response.headers.get('date')!);
    const { items } = (await response.json()) as any;
    const stored = Date.parse(items[0].metadata.creationTimestamp);
    // A minute for a busy machine, of the hour that it is off.
    expect(stored - said).toBeGreaterThan(3_540_000);
    expect(stored - said).toBeLessThan(3_660_000);
  });

  it('floods a watch with changes until it is over', async () => {
    const client = new AbortController();
    const response = await one.call(
      `${WATCH}&resourceVersion=${one.store.resourceVersion}`,
      {
        signal: client.signal,
      },
    );
    breakIt({ type: 'flood', perSecond: 500, resource: 'configmaps' });
    const names = new Set<string>();
    let rest = '';
    let changes = 0;
    for await (const chunk of response.body!) {
      const parts = (rest + Buffer.from(chunk as Uint8Array)).split('\n');
      rest = parts.pop()!;
      for (const { type, object } of parts.map(part => JSON.parse(part))) {
        expect(type).toBe('MODIFIED');
        names.add(object.metadata.name);
        changes += 1;
      }
      if (changes >= 100) break;
    }
    client.abort();
    expect([...names].sort()).toEqual(['a', 'b']);
    one.cluster.faults.clear();
    const { resourceVersion } = one.store;
    await new Promise(resolve => {
      setTimeout(resolve, 150);
    });
    expect(one.store.resourceVersion).toBe(resourceVersion);
  });

  it('repeats the lines of a watch, and its bookmarks late', async () => {
    breakIt({ type: 'repeat' });
    const client = new AbortController();
    const response = await one.call(
      `${WATCH}&resourceVersion=${one.store.resourceVersion}&allowWatchBookmarks=true`,
      { signal: client.signal },
    );
    one.simulator.watches.bookmark(one.cluster);
    one.create('ConfigMap', 'c');
    let text = '';
    for await (const chunk of response.body!) {
      text += Buffer.from(chunk as Uint8Array);
      if (text.split('\n').length > 5) break;
    }
    client.abort();
    const types = text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line).type);
    expect(types).toEqual([
      'BOOKMARK',
      'BOOKMARK',
      'ADDED',
      'ADDED',
      'BOOKMARK',
    ]);
  });

  it('answers lists of before where a cache is behind, with the version of then', async () => {
    const { resourceVersion } = one.store;
    one.create('ConfigMap', 'c');
    breakIt({ type: 'stale', revisions: 1 });
    const { items, metadata } = (await (await one.call(LIST)).json()) as any;
    expect(items.map((item: any) => item.metadata.name)).toEqual(['a', 'b']);
    expect(metadata.resourceVersion).toBe(`${resourceVersion}`);
  });

  it('drips an answer whole, in many pieces', async () => {
    const whole = await (await one.call(LIST)).text();
    breakIt({ type: 'drip', bytesPerSecond: 2_000 });
    const response = await one.call(LIST);
    let text = '';
    let pieces = 0;
    for await (const chunk of response.body!) {
      text += Buffer.from(chunk as Uint8Array);
      pieces += 1;
    }
    expect(text).toBe(whole);
    expect(pieces).toBeGreaterThan(1);
  });
});

describe('a server that is restored from a backup', () => {
  let one: StartedCluster;

  beforeEach(async () => {
    one = await startCluster();
    one.create('ConfigMap', 'a');
  });

  afterEach(() => one.stop());

  const control = (path: string) =>
    fetch(`${one.simulator.url}/control/clusters/${one.cluster.name}/${path}`, {
      method: 'POST',
    });

  it('has the objects and the versions of then, and has cut its watches', async () => {
    const { resourceVersion } = one.store;
    expect((await control('restore')).status).toBe(409);
    expect((await control('backup')).status).toBe(200);
    one.create('ConfigMap', 'b');
    const response = await one.call(WATCH);
    const read = response.text();
    expect((await control('restore')).status).toBe(200);
    await expect(read).rejects.toThrow();
    const { items, metadata } = (await (await one.call(LIST)).json()) as any;
    expect(items.map((item: any) => item.metadata.name)).toEqual(['a']);
    expect(metadata.resourceVersion).toBe(`${resourceVersion}`);
  });

  it('says nothing in a watch of a version that it has yet to reach', async () => {
    const future = one.store.resourceVersion + 2;
    const response = await one.call(
      `${WATCH}&resourceVersion=${future}&allowWatchBookmarks=true&timeoutSeconds=1`,
    );
    one.simulator.watches.bookmark(one.cluster);
    for (const name of ['b', 'c', 'd']) one.create('ConfigMap', name);
    const names = (await response.text())
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line).object.metadata.name);
    expect(names).toEqual(['d']);
  });
});
