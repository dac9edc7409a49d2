import { ConfigReader } from '@backstage/config';
import { readAttributionOptions } from './readAttributionOptions';

const read = (attribution: unknown) =>
  readAttributionOptions(
    new ConfigReader({ cost: { attribution: attribution as never } }),
  );

it('has nothing to say without settings', () => {
  expect(readAttributionOptions(undefined)).toEqual({});
  expect(readAttributionOptions(new ConfigReader({ cost: {} }))).toEqual({});
  expect(read({})).toEqual({});
});

it('reads rules', () => {
  const settings = {
    team: { keys: ['squad'] },
    costCenter: { keys: ['account', 'cc'], values: { 'cc-17': 'Payments' } },
    ownerFrom: 'labels',
  };
  expect(read(settings)).toEqual(settings);
});

it.each([
  ['team', 'has to be a section'],
  [['team'], 'has to be a section'],
  [{ teams: {} }, 'portlight.cost.attribution.teams'],
  [{ team: {} }, 'portlight.cost.attribution.team.keys'],
  [{ team: { keys: [] } }, 'portlight.cost.attribution.team.keys'],
  [{ team: 'squad' }, 'portlight.cost.attribution.team'],
  [{ team: { keys: ['a'], key: 'b' } }, 'attribution.team.key'],
  [{ team: { keys: ['a'], values: ['b'] } }, 'attribution.team.values'],
  [{ costCenter: { keys: ['a'], values: { b: 1 } } }, 'costCenter.values'],
  [{ ownerFrom: 'nobody' }, 'catalog or labels'],
])('refuses %j', (attribution, message) => {
  expect(() => read(attribution)).toThrow(message);
});
