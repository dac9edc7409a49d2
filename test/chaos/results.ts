import fs from 'node:fs';
import path from 'node:path';

const FILE = path.join(__dirname, '../../test-results/chaos.json');

/** Keeps figures of a suite in `test-results/chaos.json`, beside those of the others, and prints them. */
export function keepResults(suite: string, figures: object): void {
  fs.mkdirSync(path.dirname(FILE), { recursive: true });
  const known = fs.existsSync(FILE)
    ? JSON.parse(fs.readFileSync(FILE, 'utf8'))
    : {};
  fs.writeFileSync(
    FILE,
    `${JSON.stringify({ ...known, [suite]: figures }, null, 2)}\n`,
  );
  process.stdout.write(`${suite}: ${JSON.stringify(figures, null, 2)}\n`);
}
