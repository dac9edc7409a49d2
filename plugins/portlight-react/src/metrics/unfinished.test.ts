import type { MetricHistory } from '@portlight/plugin-portlight-common';
import { withoutUnfinished } from './unfinished';

const history = (...peers: (number | null)[][]): MetricHistory => ({
  start: '',
  end: '',
  stepSeconds: 15,
  times: [0, 15, 30],
  warnings: [],
  series: [
    {
      labels: {},
      statistic: 'rate',
      values: [1, 2, 3],
      minimum: [1, 1, 1],
      peers: peers.map((values, index) => ({ peer: `${index}`, values })),
    },
  ],
});

it('leaves out the last point while peers are missing in it', () => {
  const given = history([1, 1, 1], [1, 1, null]);
  expect(withoutUnfinished(given)).toMatchObject({
    times: [0, 15],
    series: [
      {
        values: [1, 2],
        minimum: [1, 1],
        peers: [{ values: [1, 1] }, { values: [1, 1] }],
      },
    ],
  });
});

it.each([
  ['all peers are there', history([1, 1, 1], [1, 1, 1])],
  ['a peer is gone for longer', history([1, 1, 1], [1, null, null])],
  ['a peer is new', history([1, 1, 1], [null, null, 1])],
  ['peers are not told', history()],
  ['there is one point', { ...history([1]), times: [0] }],
])('leaves history as it is where %s', (_name, given) => {
  expect(withoutUnfinished(given)).toBe(given);
});
