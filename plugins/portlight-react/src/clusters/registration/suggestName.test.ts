import fc from 'fast-check';
import { nameProblem, suggestName } from './suggestName';

describe('the name suggested for a context', () => {
  it.each([
    ['arn:aws:eks:eu-west-1:123456789012:cluster/prod', 'prod'],
    ['kubernetes-admin@prod', 'prod'],
    ['gke_shop_europe-west1_prod', 'gke-shop-europe-west1-prod'],
    ['Prod EU (old)', 'prod-eu-old'],
    ['kind-local', 'kind-local'],
    ['../..', ''],
    ['日本', ''],
  ])('%s is %j', (context, name) => {
    expect(suggestName(context)).toBe(name);
  });

  it('is empty or one that the API takes, whatever the context is called', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), context => {
        const name = suggestName(context);
        expect(name === '' || nameProblem(name) === undefined).toBe(true);
      }),
    );
  });
});

it.each([
  ['', /needs a name/],
  ['-prod', /begin and end/],
  ['Prod', /lower-case/],
  ['a'.repeat(64), /at most 63/],
])('says what is wrong with the name %j', (name, problem) => {
  expect(nameProblem(name)).toMatch(problem);
});
