import fc from 'fast-check';
import {
  anyContexts,
  anyOptions,
  anyRecords,
} from './__testUtils__/arbitraries';
import { sumOf } from './__testUtils__/costs';
import { byName, NONE, shared } from './__testUtils__/shared';
import { aggregateCosts, groupCost } from './aggregate';
import { parseAggregate } from './dimensions';
import { directCost } from './figures';
import { matchesFilter } from './matchesFilter';
import { parseCostFilter } from './parseFilter';
import { buildCostRows } from './report';
import { Sharing } from './Sharing';
import { stepsOf } from './steps';
import type {
  CostRecord,
  CostStep,
  SharedCostRecord,
  SharingOptions,
} from './types';

const FEE = 1e9;
const isClose = (a: number, b: number) =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
const total = (all: readonly SharedCostRecord[]) =>
  all.reduce((sum, each) => sum + groupCost(each), 0);

describe('sharing', () => {
  it('loses nothing and adds nothing', () => {
    fc.assert(
      fc.property(anyRecords, anyOptions, anyContexts, (all, how, context) => {
        const fees = new Set(
          all
            .filter(({ keys }) => keys.class !== 'idle')
            .map(({ at }) => context.periodOf(at)),
        ).size;
        const result = shared(all, how, { ...context, feeOf: () => FEE });
        expect(
          isClose(total(result), directCost(sumOf(all)) + fees * FEE),
        ).toBe(true);
        result.forEach(each =>
          expect(groupCost(each)).toBeGreaterThanOrEqual(0),
        );
      }),
    );
  });

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(
        anyRecords.chain(all =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length }),
          ),
        ),
        anyOptions,
        anyContexts,
        ([all, shuffled], how, context) => {
          const one = byName(shared(all, how, context), [
            'namespace',
            'cluster',
          ]);
          const other = byName(shared(shuffled, how, context), [
            'namespace',
            'cluster',
          ]);
          expect(Object.keys(other).sort()).toEqual(Object.keys(one).sort());
          expect(
            Object.entries(one).every(([name, cost]) =>
              isClose(other[name], cost),
            ),
          ).toBe(true);
        },
      ),
    );
  });

  it('gives a row the same shares whatever else is looked at, and a total the same whatever it is grouped by', () => {
    fc.assert(
      fc.property(anyRecords, anyOptions, anyContexts, (all, how, context) => {
        const sharing = new Sharing(all, {
          options: { ...NONE, ...how },
          dimensions: parseAggregate(['namespace']),
          ...context,
        });
        const whole = sharing.apply(all);
        const filtered = sharing.apply(
          all.filter(({ keys }) => keys.namespace === 'ns1'),
        );
        expect(filtered).toEqual(
          whole.filter(({ keys }) => keys.namespace === 'ns1'),
        );
        for (const aggregate of [
          ['owner'],
          ['label:app', 'cluster'],
          ['all'],
          ['pod'],
        ]) {
          const groups = aggregateCosts(whole, parseAggregate(aggregate));
          expect(
            isClose(
              [...groups.values()].reduce(
                (sum, each) => sum + groupCost(each),
                0,
              ),
              total(whole),
            ),
          ).toBe(true);
        }
      }),
    );
  });

  it('gives what is grouped first the sum of what its rows get', () => {
    fc.assert(
      fc.property(
        anyRecords,
        fc.constantFrom<SharingOptions['idle']>('separate', 'share'),
        anyContexts,
        (all, idle, context) => {
          const grouped = new Map<string, CostRecord>();
          for (const each of all) {
            const key = JSON.stringify([
              each.at,
              each.keys.cluster,
              each.keys.class,
              each.keys.namespace,
            ]);
            const { cluster, class: name, namespace } = each.keys;
            const same = grouped.get(key);
            grouped.set(key, {
              at: each.at,
              keys: { cluster, class: name, namespace },
              figures: sumOf(same ? [same, each] : [each]),
            });
          }
          const how = { idle, namespaces: ['kube-system'] };
          const fine = byName(shared(all, how, context), [
            'namespace',
            'cluster',
          ]);
          const coarse = byName(shared([...grouped.values()], how, context), [
            'namespace',
            'cluster',
          ]);
          expect(
            Object.entries(fine).every(([name, cost]) =>
              isClose(coarse[name], cost),
            ),
          ).toBe(true);
        },
      ),
    );
  });
});

const anyFilter = fc.constantFrom<string>(
  'namespace:"ns1"',
  'namespace!:"ns1","ns2"',
  'owner~:"/x"',
  'owner:"__unallocated__"',
  'label[app]:"web"|class:"idle"',
  'cluster:"a"+(namespace<~:"ns"|label[app]:"db")',
  'class!:"workload"',
  'label[__proto__]:"x"',
);
const anyAggregate = fc.constantFrom<string[]>(
  ['namespace'],
  ['cluster', 'owner'],
  ['label:app'],
  ['label:__proto__', 'namespace'],
  ['all'],
);

describe('a report', () => {
  const rowsOf = (
    records: readonly SharedCostRecord[],
    aggregate: string[],
    limit = 1000,
  ) =>
    buildCostRows({
      records,
      dimensions: parseAggregate(aggregate),
      steps: [],
      known: [],
      limit,
    });

  it('has the same rows and total whatever is left out of it, in whatever order', () => {
    fc.assert(
      fc.property(
        anyRecords,
        anyOptions,
        anyContexts,
        anyFilter,
        anyAggregate,
        (all, how, context, text, aggregate) => {
          const whole = shared(all, how, {
            ...context,
            dimensions: parseAggregate(aggregate),
          });
          const filter = parseCostFilter(text);
          const passes = (each: SharedCostRecord) =>
            matchesFilter(filter, each.keys);
          const [inside, outside] = [
            whole.filter(passes),
            whole.filter(each => !passes(each)),
          ];
          const report = rowsOf(whole, aggregate);
          const filtered = rowsOf(inside, aggregate);
          const rest = rowsOf(outside, aggregate);
          // What is in and what is out are all there is.
          expect(
            Math.abs(
              filtered.total.amounts.total +
                rest.total.amounts.total -
                report.total.amounts.total,
            ),
          ).toBeLessThan(1e-9 * (1 + report.total.amounts.total));
          // A row of which nothing was left out is as it was, to the last digit.
          const gone = new Set(rest.items.map(({ name }) => name));
          const before = new Map(
            report.items.map(item => [item.name, item.amounts]),
          );
          for (const { name, amounts } of filtered.items) {
            expect(gone.has(name) ? before.get(name) : amounts).toEqual(
              before.get(name),
            );
          }
          // The row of the rest is the rest.
          const cut = rowsOf(whole, aggregate, 1);
          expect(
            Math.abs(
              cut.items.reduce((sum, { amounts }) => sum + amounts.total, 0) -
                report.total.amounts.total,
            ),
          ).toBeLessThan(1e-9 * (1 + report.total.amounts.total));
        },
      ),
    );
  });

  it('has steps that add up to the window, in days of any time zone', () => {
    fc.assert(
      fc.property(
        anyRecords,
        anyOptions,
        fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'),
        fc.constantFrom<CostStep>('hour', 'day', 'week', 'month'),
        (all, how, timeZone, step) => {
          // Around the night in which clocks go back in Berlin.
          const since = Date.UTC(2026, 9, 24) / 1000;
          const hour = 3600;
          const spread = all.map(each => ({
            ...each,
            at: since + each.at * 3 * hour,
          }));
          const steps = stepsOf(
            { since, until: since + 72 * hour, timeZone, notices: [] },
            step,
          );
          const { total: sum, items } = buildCostRows({
            records: shared(spread, how, { periodOf: at => at }),
            dimensions: parseAggregate(['namespace', 'cluster']),
            steps,
            known: steps.map(() => true),
            limit: 1000,
          });
          for (const { trend, amounts } of [sum, ...items]) {
            expect(trend).toHaveLength(steps.length);
            const parts = trend.reduce<number>(
              (left, right) => left + (right ?? 0),
              0,
            );
            expect(Math.abs(parts - amounts.total)).toBeLessThan(
              1e-9 * (1 + amounts.total),
            );
          }
        },
      ),
    );
  });
});
