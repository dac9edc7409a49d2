import fs from 'node:fs';
import type { Download, Page } from 'playwright-core';

/** What is saved by an action on a page: its name and its text. */
export async function savedBy(
  page: Page,
  action: () => Promise<unknown>,
): Promise<{ name: string; text: string }> {
  const [download]: [Download, unknown] = await Promise.all([
    page.waitForEvent('download'),
    action(),
  ]);
  return {
    name: download.suggestedFilename(),
    text: fs.readFileSync(await download.path(), 'utf8'),
  };
}

/** The cells of a line of CSV; quotes are doubled within quotes. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );

/** The rows of a CSV file (without line breaks in cells), by the names of its columns. */
export function rowsOf(text: string): Record<string, string>[] {
  const [header, ...lines] = text
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r?\n/)
    .map(cellsOf);
  return lines.map(cells =>
    Object.fromEntries(header.map((name, index) => [name, cells[index]])),
  );
}
