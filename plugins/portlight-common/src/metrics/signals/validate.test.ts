import { readGoldenSignalOptions } from './validate';

describe('readGoldenSignalOptions', () => {
  it('reads sources, matchers and capacities', () => {
    expect(
      readGoldenSignalOptions({
        requestRate: [
          {
            family: 'jobs_total',
            matchers: ['queue!="a \\"b\\""', 'x=~ 5.. '],
          },
        ],
        errorRate: { errors: [{ family: 'failed_total' }] },
        latency: [{ family: 'job_ms', unitsPerSecond: 1000 }],
        saturation: [
          { used: { family: 'used' }, capacity: 4 },
          { used: { family: 'used' }, capacity: { family: 'max' } },
          { used: { family: 'ratio' } },
        ],
      }),
    ).toEqual({
      requestRate: [
        {
          family: 'jobs_total',
          matchers: [
            { name: 'queue', operator: '!=', value: 'a "b"' },
            { name: 'x', operator: '=~', value: '5..' },
          ],
        },
      ],
      errorRate: { errors: [{ family: 'failed_total' }] },
      latency: [{ family: 'job_ms', unitsPerSecond: 1000 }],
      saturation: [
        { used: { family: 'used' }, capacity: 4 },
        { used: { family: 'used' }, capacity: { family: 'max' } },
        { used: { family: 'ratio' } },
      ],
    });
  });

  it.each<[value: unknown, message: string]>([
    ['x', '`portlight.metrics.goldenSignals` must be an object with'],
    [{ rate: [] }, '`portlight.metrics.goldenSignals.rate` is not known'],
    [{ latency: [] }, '.latency` must be a list with at least one item'],
    [{ latency: {} }, '.latency` must be a list with at least one item'],
    [{ latency: [{}] }, '.latency[0].family` must be the name of a family'],
    [
      { latency: [{ family: 'x', unitsPerSecond: 0 }] },
      '.latency[0].unitsPerSecond` must be a number above 0',
    ],
    [
      { requestRate: [{ family: 'x', matchers: ['code'] }] },
      '.requestRate[0].matchers[0]` must be a label matcher such as',
    ],
    [
      { requestRate: [{ family: 'x', matchers: ['code=~('] }] },
      '.requestRate[0].matchers[0]` must be a label matcher such as',
    ],
    [{ errorRate: {} }, '.errorRate.errors` must be a list'],
    [
      { saturation: [{ used: { family: 'x' }, capacity: -1 }] },
      '.saturation[0].capacity` must be a number above 0',
    ],
  ])('refuses %j and names the setting', (value, message) => {
    expect(() => readGoldenSignalOptions(value)).toThrow(message);
  });
});
