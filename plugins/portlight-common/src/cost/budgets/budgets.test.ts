import fc from 'fast-check';
import { assessBudget, compareBudgets } from './assessBudget';
import { describeAlert } from './describeAlert';
import { planAlerts } from './planAlerts';
import type {
  BudgetAlert,
  BudgetCosts,
  BudgetState,
  RecordedAlert,
} from './types';

const NANOS = 1e9;
const THRESHOLDS = [0.5, 0.8, 1];

/** Ten days of a month, each of them with this cost in units of the currency. */
function tenDays(cost: number): BudgetCosts {
  return {
    days: Array.from({ length: 10 }, (_, index) => ({
      day: `2026-11-${String(index + 1).padStart(2, '0')}`,
      cost: cost * NANOS,
    })),
    today: '2026-11-11',
    elapsed: 0,
  };
}

describe('how a budget of 1000 stands after ten days', () => {
  it.each<[number, BudgetState, number[]]>([
    [0, 'ok', []],
    [10, 'ok', []],
    [33, 'ok', []],
    [34, 'forecast', []],
    [50, 'forecast', [0.5]],
    [99.99, 'forecast', [0.5, 0.8]],
    [100, 'exceeded', [0.5, 0.8, 1]],
    [500, 'exceeded', [0.5, 0.8, 1]],
  ])('of %d each: %s', (cost, state, reached) => {
    const status = assessBudget(
      { amount: 1000, thresholds: THRESHOLDS },
      tenDays(cost),
    );
    expect(status).toMatchObject({ month: '2026-11', state, reached });
    expect(status.trend).toEqual([...Array(10).fill(cost * NANOS), 0]);
    expect(status.ratio).toBeCloseTo(cost / 100, 10);
  });

  it('is a warning at a threshold, as long as no more is expected', () => {
    const { days } = tenDays(0);
    const once = [{ day: '2026-11-02', cost: 600 * NANOS }, ...days.slice(2)];
    expect(
      assessBudget(
        { amount: 1000, thresholds: THRESHOLDS },
        { ...tenDays(0), days: once },
      ),
    ).toMatchObject({ state: 'warning', reached: [0.5] });
  });

  it('says why there is no forecast, and counts no other month', () => {
    const days = [
      { day: '2026-10-31', cost: 5 * NANOS },
      { day: '2026-11-01', cost: 7 * NANOS },
    ];
    expect(
      assessBudget(
        { amount: 10, thresholds: THRESHOLDS },
        { days, today: '2026-11-02', elapsed: 0.5 },
      ),
    ).toEqual({
      month: '2026-11',
      spent: 7 * NANOS,
      ratio: 0.7,
      forecast: undefined,
      noForecast: expect.stringContaining('at least 3 whole days'),
      state: 'warning',
      reached: [0.5],
      trend: [7 * NANOS, 0],
    });
  });

  it('is compared by state, then by what is spent', () => {
    const of = (state: BudgetState, ratio: number) => ({ state, ratio });
    const sorted = [
      of('exceeded', 1.2),
      of('exceeded', 1),
      of('forecast', 0.1),
      of('warning', 0.9),
      of('warning', 0.5),
      of('ok', 0.4),
    ];
    expect([...sorted].reverse().sort(compareBudgets)).toEqual(sorted);
  });
});

describe('alerts', () => {
  const BUDGET = { amount: 100, notifyForecast: true };
  const status = (reached: number[], state: BudgetState = 'warning') => ({
    reached,
    state,
  });
  const spent = (threshold: number, amount = 100): RecordedAlert => ({
    kind: 'spent',
    threshold,
    amount,
  });
  const FORECAST: RecordedAlert = {
    kind: 'forecast',
    threshold: 1,
    amount: 100,
  };
  const alert = ({ kind, threshold }: BudgetAlert) => ({ kind, threshold });

  it.each<
    [
      string,
      ReturnType<typeof status>,
      RecordedAlert[],
      {
        due?: BudgetAlert[];
        covered?: BudgetAlert[];
        rearmed?: BudgetAlert[];
      },
    ]
  >([
    ['nothing reached', status([], 'ok'), [], {}],
    ['one reached', status([0.5]), [], { due: [spent(0.5)] }],
    ['one reached before', status([0.5]), [spent(0.5)], {}],
    ['the next one', status([0.5, 0.8]), [spent(0.5)], { due: [spent(0.8)] }],
    [
      'several together',
      status([0.5, 0.8, 1], 'exceeded'),
      [],
      { due: [spent(1)], covered: [spent(0.5), spent(0.8)] },
    ],
    [
      'a lower one that is new',
      status([0.5, 0.8]),
      [spent(0.8)],
      { covered: [spent(0.5)] },
    ],
    ['costs that fell again', status([], 'ok'), [spent(0.5)], {}],
    ['a forecast', status([], 'forecast'), [], { due: [FORECAST] }],
    [
      'a forecast and shares together',
      status([0.5, 0.8], 'forecast'),
      [],
      { due: [FORECAST], covered: [spent(0.5), spent(0.8)] },
    ],
    [
      'a share after the forecast',
      status([0.5], 'forecast'),
      [FORECAST],
      { due: [spent(0.5)] },
    ],
    ['a forecast once more', status([], 'forecast'), [FORECAST], {}],
    [
      'no forecast of what is spent',
      status([1], 'exceeded'),
      [],
      { due: [spent(1)] },
    ],
    [
      'an amount that was raised',
      status([], 'ok'),
      [spent(0.5, 50), { ...FORECAST, amount: 50 }],
      { rearmed: [spent(0.5), FORECAST] },
    ],
    [
      'an amount that was raised too little',
      status([0.5]),
      [spent(0.5, 90), spent(0.8, 90)],
      { rearmed: [spent(0.8)] },
    ],
  ])('%s', (_, now, recorded, expected) => {
    const plan = planAlerts(BUDGET, now, recorded);
    expect(plan).toEqual({
      due: (expected.due ?? []).map(alert),
      covered: (expected.covered ?? []).map(alert),
      rearmed: (expected.rearmed ?? []).map(alert),
    });
  });

  it('are not sent for a forecast where nobody wants it', () => {
    expect(
      planAlerts(
        { ...BUDGET, notifyForecast: false },
        status([], 'forecast'),
        [],
      ).due,
    ).toEqual([]);
  });

  it('are sent once for each threshold, whatever costs do, and never below what was said', () => {
    const ratios = fc.array(
      fc.record({
        ratio: fc.double({ min: 0, max: 2, noNaN: true }),
        forecast: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(
        ratios,
        fc.uniqueArray(fc.constantFrom(0.25, 0.5, 0.8, 1, 1.5)),
        (steps, thresholds) => {
          let recorded: RecordedAlert[] = [];
          const sent: BudgetAlert[] = [];
          for (const { ratio, forecast } of steps) {
            const reached = thresholds.filter(share => ratio >= share);
            const quiet = forecast ? 'forecast' : 'ok';
            const now = status(reached, ratio >= 1 ? 'exceeded' : quiet);
            const plan = planAlerts(BUDGET, now, recorded);
            expect(plan.rearmed).toEqual([]);
            sent.push(...plan.due);
            recorded = recorded.concat(
              [...plan.due, ...plan.covered].map(one => ({
                ...one,
                amount: 100,
              })),
            );
            // What is reached is known from then on.
            expect(
              recorded
                .filter(({ kind }) => kind === 'spent')
                .map(({ threshold }) => threshold),
            ).toEqual(expect.arrayContaining(reached));
          }
          const key = ({ kind, threshold }: BudgetAlert) =>
            `${kind} ${threshold}`;
          expect(new Set(recorded.map(key)).size).toBe(recorded.length);
          expect(new Set(sent.map(key)).size).toBe(sent.length);
          const levels = sent
            .filter(({ kind }) => kind === 'spent')
            .map(({ threshold }) => threshold);
          expect(levels).toEqual([...levels].sort((a, b) => a - b));
        },
      ),
    );
  });

  it.each<[BudgetAlert, string, string]>([
    [spent(0.8), 'normal', 'Budget "Checkout": 80 % is spent'],
    [spent(1), 'critical', 'Budget "Checkout": all of it is spent'],
    [spent(1.5), 'critical', 'Budget "Checkout": 150 % is spent'],
    [
      FORECAST,
      'high',
      'Budget "Checkout": more than it allows is expected this month',
    ],
  ])('say what happened: %j', (one, severity, title) => {
    const { forecast, ...rest } = assessBudget(
      { amount: 1000, thresholds: THRESHOLDS },
      tenDays(85.1236),
    );
    const text = describeAlert(
      { name: 'Checkout', amount: 1000 },
      one,
      { ...rest, forecast },
      'EUR',
    );
    expect(text).toEqual({
      severity,
      title,
      description:
        'EUR 851.24 of EUR 1,000.00 (85 %) are spent in 2026-11; by its end EUR 2,553.71 are expected (EUR 2,553.71 to EUR 2,553.71).',
    });
  });
});
