import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseExposition } from './ExpositionParser';
import { SeriesTable } from './SeriesTable';
import { TEXT } from './testing/parse';

const captured = (name: string) =>
  readFileSync(join(__dirname, 'testing', 'captured', `${name}.prom`));

describe('what real exporters send', () => {
  it.each(['node-exporter', 'prometheus'])(
    'is read line by line as it is written (%s)',
    name => {
      const body = captured(name);
      const { series, values, families, warnings } = parseExposition(body, {
        contentType: TEXT,
      });
      const lines = body.toString().trimEnd().split('\n');
      const samples = lines.filter(line => !line.startsWith('#'));
      expect(warnings).toBeUndefined();
      expect(series.map(({ key }, index) => [key, values[index]])).toEqual(
        samples.map(line => {
          const space = line.lastIndexOf(' ');
          // A label without a value is the same as none.
          const key = line.slice(0, space).replace(/,\w+=""/g, '');
          return [key, Number(line.slice(space + 1))];
        }),
      );
      expect(
        families.map(family => `# TYPE ${family.name} ${family.type}`),
      ).toEqual(
        lines
          .filter(line => line.startsWith('# TYPE'))
          .map(line => line.replace('untyped', 'unknown')),
      );
    },
  );

  it('is read again with the same objects', () => {
    const table = new SeriesTable();
    const body = captured('prometheus');
    const changed = Buffer.from(body.toString().replace(/ \d+$/gm, ' 42.5'));
    const first = parseExposition(body, { contentType: TEXT, table });
    const second = parseExposition(changed, { contentType: TEXT, table });
    expect(second.series).toBe(first.series);
    expect(second.values).toContain(42.5);
    expect(second.values).toEqual(
      parseExposition(changed, { contentType: TEXT }).values,
    );
  });
});
