import type {
  CostListQuery,
  RightsizingAdviceList,
  RightsizingAdviceType,
  RightsizingReport,
  RightsizingScope,
  RightsizingStrategy,
} from '@portlight/plugin-portlight-common';
import { noticesOf, RESTRICTED_OWNER } from './costs/costBasics';
import { FakeCosts } from './FakeCosts';
import { has } from './fakeLists';
import {
  fakeAdvice,
  fakeRealisable,
  fakeRightsizing,
} from './rightsizingFixture';

/** The part of the fake API that knows what containers should request. */
export class FakeRightsizing extends FakeCosts {
  async getRightsizing(
    scope: RightsizingScope = {},
    query: { strategy?: RightsizingStrategy; limit?: number } = {},
  ): Promise<RightsizingReport> {
    this.called('getRightsizing', { scope, query });
    const strategy = query.strategy ?? 'portlight';
    const isRestricted = this.costState === 'restricted';
    const all =
      this.costState === 'empty'
        ? []
        : fakeRightsizing(this.fixture, strategy).filter(
            ({ owner }) => !isRestricted || owner === RESTRICTED_OWNER,
          );
    const found = all.filter(item => {
      if ('entityRef' in scope) {
        return scope.entityRef === `component:default/${item.workload}`;
      }
      if ('name' in scope) {
        return (
          item.cluster === scope.cluster &&
          item.namespace === scope.namespace &&
          item.kind === scope.kind &&
          item.workload === scope.name
        );
      }
      return (
        has(scope.cluster, item.cluster) &&
        has(scope.namespace, item.namespace) &&
        has(scope.owner, item.owner) &&
        (!scope.workload ||
          scope.workload === `${item.kind}/${item.workload}`) &&
        (!scope.search || item.workload.includes(scope.search))
      );
    });
    const isWhole = !isRestricted && !('name' in scope || 'entityRef' in scope);
    return {
      strategy,
      currency: 'EUR',
      items: found.slice(0, query.limit ?? 500),
      total: found.length,
      theoreticalSaving: found.reduce(
        (sum, item) => sum + item.theoreticalSaving,
        0,
      ),
      realisable: isWhole ? fakeRealisable(found, this.fixture) : [],
      notices: noticesOf(this.costState),
    };
  }

  async listRightsizingAdvice(
    query: Omit<CostListQuery, 'window'> & {
      type?: RightsizingAdviceType[];
    } = {},
  ): Promise<RightsizingAdviceList> {
    this.called('listRightsizingAdvice', query);
    const items =
      this.costState === 'empty' || this.costState === 'restricted'
        ? []
        : fakeAdvice(this.fixture.now).filter(
            item =>
              has(query.cluster, item.cluster) &&
              has(query.namespace, item.namespace) &&
              has(query.owner, item.owner) &&
              has(query.type, item.type),
          );
    return {
      items,
      total: items.length,
      currency: 'EUR',
      monthlySaving: items.reduce(
        (sum, item) => sum + (item.monthlySaving ?? 0),
        0,
      ),
      notices: noticesOf(this.costState),
    };
  }
}
