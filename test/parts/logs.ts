import fs from 'node:fs';
import path from 'node:path';
import { partsDirectory } from './availability';

const KEPT = 30;

/**
 * A folder for the logs of a part, kept after the test so that a failure can be looked into. The oldest
 * ones go.
 */
export function keptLogDirectory(name: string): string {
  const logs = path.join(partsDirectory(), 'logs');
  fs.mkdirSync(logs, { recursive: true });
  const time = new Date().toISOString().replaceAll(':', '-');
  const directory = fs.mkdtempSync(path.join(logs, `${time}-${name}-`));
  const old = fs.readdirSync(logs).sort().slice(0, -KEPT);
  for (const folder of old) {
    fs.rmSync(path.join(logs, folder), { recursive: true, force: true });
  }
  return directory;
}
