import fs from 'node:fs';
import path from 'node:path';
import { comparisonTable, openCostIdle } from './comparisonTable';
import { OTHER_ROWS, TOTAL, WORKLOAD_ROWS } from './expected';
import { openCostRows } from './openCostModel';
import { NODES, UNIT_PRICES, VOLUMES } from './scenario';

const DOCUMENT = path.join(__dirname, '../../../docs/comparison.md');

/** The cells of the table that follows a comment with a name. */
function tableOf(text: string, name: string): string[][] {
  const [, rest = ''] = text.split(`<!-- ${name} -->`);
  return rest
    .trimStart()
    .split('\n\n')[0]
    .split('\n')
    .filter(line => !/^[|\s:-]+$/.test(line))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    );
}

/** The document with other tables; prettier makes them even. */
function withTables(text: string, tables: Record<string, string[][]>): string {
  return Object.entries(tables).reduce((document, [name, rows]) => {
    const [before, rest] = document.split(`<!-- ${name} -->\n\n`);
    const [header, ...body] = rows.map(cells => `| ${cells.join(' | ')} |`);
    const line = `|${rows[0].map(() => '---').join('|')}|`;
    const after = rest.slice(rest.indexOf('\n\n'));
    return `${before}<!-- ${name} -->\n\n${[header, line, ...body].join(
      '\n',
    )}${after}`;
  }, text);
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('docs/comparison.md', () => {
  const tables = { figures: comparisonTable(), idle: openCostIdle() };

  beforeAll(() => {
    // PORTLIGHT_UPDATE_DOCS=1 writes the tables; `yarn prettier --write docs/comparison.md` makes them even.
    if (process.env.PORTLIGHT_UPDATE_DOCS !== '1') return;
    const text = fs.readFileSync(DOCUMENT, 'utf8');
    fs.writeFileSync(DOCUMENT, withTables(text, tables));
  });

  it.each(Object.entries(tables))(
    'has the figures that are computed: %s',
    (name, rows) => {
      expect(tableOf(fs.readFileSync(DOCUMENT, 'utf8'), name)).toEqual(rows);
    },
  );
});

describe('the figures that are compared', () => {
  const theirs = new Map(
    openCostRows().map(({ name, total }) => [name, total]),
  );

  it('add up to the bill here', () => {
    const bill =
      sum(NODES.map(({ price, until = 3600 }) => (price * until) / 3600)) +
      sum(VOLUMES.map(({ size }) => size * UNIT_PRICES.storage)) +
      UNIT_PRICES.loadBalancer +
      UNIT_PRICES.managementFee;
    expect(TOTAL).toBeCloseTo(bill, 12);
    expect(
      sum([...WORKLOAD_ROWS, ...OTHER_ROWS].map(({ total }) => total)),
    ).toBeCloseTo(bill, 12);
  });

  // By the rules, reckoned by hand.
  it.each([
    // Two pods with 0.5 cores and 1 GiB, and the load balancer.
    ['shop/web', 2 * (0.5 * 0.05 + 0.0125) + 0.03],
    ['shop/importer', 0.25 * 0.05 + 0.5 * 0.0125],
    ['shop/broken', 0],
    ['shop/nowhere', 0],
    // Opencost's issue 1815: both are charged the whole node.
    ['shop/greedy', 0.15],
    ['lake/saver', 0.15],
    ['__idle__ of full', -0.15],
    // Of the minutes of the volume, 29 are shared by two and 31 are its own.
    ['lake/reader', 0.0125 + 0.0002 * 5 * ((29 / 2 + 31) / 60)],
    ['lake/adhoc', (29 / 60) * (0.0125 + 0.0002 * 5 * (29 / 2 / 60))],
    ['lake/report', (14 / 60) * (0.02 + 2 * 0.005)],
    ['lake/blink', 0],
    ['system/agent', 0.009375 + (44 / 60) * (0.0025 + 0.00125)],
    ['lake/__unmounted__', 0.001],
  ])('are by the rules of OpenCost: %s', (name, expected) => {
    expect(theirs.get(name)).toBeCloseTo(expected, 12);
  });
});
