import { pastFamilies } from './pastFamilies';

describe('pastFamilies', () => {
  it('puts the samples of a family together', () => {
    const histogram = (part: string, le?: string) => ({
      name: `took_${part}`,
      type: 'histogram' as const,
      labels: [...(le ? [['le', le] as const] : []), ['path', '/'] as const],
    });
    expect(
      pastFamilies([
        histogram('bucket', '1'),
        histogram('bucket', '+Inf'),
        histogram('count'),
        { name: 'a_count', type: 'counter', labels: [['__proto__', 'x']] },
        { name: 'b', type: 'histogram', labels: [['le', '+Inf']] },
        { name: 'c', type: 'summary', labels: [['quantile', '0.5']] },
        { name: 'c_sum', type: 'summary', labels: [] },
      ]),
    ).toEqual([
      { name: 'took', type: 'histogram', labels: ['path'], hasBuckets: true },
      { name: 'a_count', type: 'counter', labels: ['__proto__'] },
      { name: 'b', type: 'histogram', labels: [], hasBuckets: false },
      { name: 'c', type: 'summary', labels: [] },
    ]);
  });
});
