import { FakeHistory, counter, gauge } from './__testUtils__/past';
import { coverageOf, readPast } from './PastSeries';

const QUERY = { since: 60, until: 120, step: 15 };
const target = (id: string, peers?: string[]) => ({
  cluster: 'east',
  id,
  peers,
  names: new Map([['a', 'cart-a']]),
});

describe('readPast', () => {
  it('puts the same series of peers of several targets in one row', async () => {
    const history = new FakeHistory({
      one: { series: [counter('c', 'a', { code: '200' }, [1, 2, 3, 4])] },
      two: {
        series: [
          counter('c', 'a', { code: '200' }, [5, null, null, 8]),
          gauge('g', 'b', {}, [1, 1, 1, 1]),
        ],
      },
    });
    const past = await readPast(history, [target('one'), target('two')], QUERY);
    expect(past).toMatchObject({
      step: 15,
      times: [60, 75, 90, 105],
      level: 'samples',
      // A peer of one target is not that of another one, whatever it is called.
      peers: [
        { id: 'a', name: 'cart-a' },
        { id: 'a', name: 'cart-a' },
        { id: 'b', name: 'b' },
      ],
    });
    expect(past.rows).toHaveLength(2);
    expect([...past.rows[0].cells]).toEqual([
      [0, { values: [1, 2, 3, 4] }],
      [1, { values: [5, null, null, 8] }],
    ]);
    expect([...past.rows[1].cells]).toEqual([
      [
        2,
        { values: [1, 1, 1, 1], minimum: [0, 0, 0, 0], maximum: [2, 2, 2, 2] },
      ],
    ]);
  });

  it('asks all again for the coarsest step that one of them has', async () => {
    const history = new FakeHistory({
      one: { series: [] },
      two: { step: 60, level: '1m', series: [counter('c', 'a', {}, [7])] },
    });
    const past = await readPast(history, [target('one'), target('two')], QUERY);
    expect(past).toMatchObject({ step: 60, times: [60], level: '1m' });
    expect(history.queries.map(({ step }) => step)).toEqual([15, 15, 60, 60]);
  });

  it('asks for those peers only that it is told', async () => {
    const history = new FakeHistory({
      one: { series: ['a', 'b'].map(peer => counter('c', peer, {}, [1])) },
    });
    const past = await readPast(history, [target('one', ['b'])], QUERY);
    expect(past.peers.map(({ id }) => id)).toEqual(['b']);
  });

  it('keeps series of one name apart that were counters and are gauges', async () => {
    const history = new FakeHistory({
      one: { series: [counter('c', 'a', {}, [1]), gauge('c', 'a', {}, [1])] },
    });
    const { rows } = await readPast(history, [target('one')], QUERY);
    expect(rows.map(({ kind }) => kind)).toEqual(['counter', 'gauge']);
  });

  it('knows how much of the time there is', async () => {
    const history = new FakeHistory({
      one: {
        series: [
          counter('c', 'a', {}, [null, 1, null, null]),
          counter('c', 'b', {}, [null, 1, null, 0]),
        ],
      },
    });
    expect(coverageOf(await readPast(history, [target('one')], QUERY))).toBe(
      0.5,
    );
    expect(coverageOf(await readPast(history, [target('none')], QUERY))).toBe(
      0,
    );
    expect(coverageOf(await readPast(history, [], QUERY))).toBe(0);
  });
});
