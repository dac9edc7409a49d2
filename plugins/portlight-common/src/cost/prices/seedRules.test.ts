import { seedTables } from './seedRules';
import { ruleKey, ruleProblem } from './priceRule';

describe('seed tables', () => {
  it.each(seedTables().map(table => [table.provider, table] as const))(
    'of %s say where and when their prices were taken, and have no two for one machine',
    (_provider, { source, date, currency, rules }) => {
      expect(source).toMatch(/\w+\/\w+/);
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(currency).toBe('USD');
      expect(rules.filter(rule => ruleProblem(rule))).toEqual([]);
      const keys = rules.map(ruleKey);
      expect(new Set(keys).size).toBe(keys.length);
    },
  );

  it('have the prices that their sources list', () => {
    const hourly = new Map<string, number | undefined>(
      seedTables().flatMap(({ rules }) =>
        rules.flatMap(rule =>
          rule.kind === 'node' && !rule.nodeSelector
            ? [
                [
                  `${rule.region} ${rule.instanceType} ${rule.capacityType}`,
                  rule.hourly,
                ] as const,
              ]
            : [],
        ),
      ),
    );
    for (const [name, price] of Object.entries({
      'us-east-1 m5.large on-demand': 0.096,
      'us-east-1 c5.xlarge on-demand': 0.17,
      'us-east-1 m6g.large on-demand': 0.077,
      'us-east-1 m6a.large on-demand': 0.0864,
      'us-east-1 c8g.large on-demand': 0.07976,
      'us-east-1 g4dn.xlarge on-demand': 0.526,
      'us-east-1 g5.xlarge on-demand': 1.006,
      'us-east-1 m7a.48xlarge on-demand': 11.12832,
      'eastus Standard_D4s_v5 on-demand': 0.192,
      'eastus Standard_E96s_v5 on-demand': 6.048,
      'westeurope Standard_D4_v5 on-demand': 0.23,
      'us-central1 e2-micro on-demand': 0.00838,
    })) {
      expect([name, hourly.get(name)]).toEqual([name, price]);
    }
  });
});
