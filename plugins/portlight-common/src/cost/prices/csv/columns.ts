/** Tells how a CSV file is written, by its beginning. @public */
export function detectDelimiter(start: string): ',' | ';' | '\t' | '|' {
  const end = start.search(/[\r\n]/);
  // What is quoted may have anything.
  const header = (end < 0 ? start : start.slice(0, end)).replace(
    /"(?:[^"]|"")*"/g,
    '',
  );
  const counts = ([',', ';', '\t', '|'] as const).map(
    delimiter => [delimiter, header.split(delimiter).length] as const,
  );
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** A header as it is compared: case, spaces and punctuation are of no account. @public */
export function plainHeader(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Which field has which place in a record. @public */
export type Columns<Field extends string> = ReadonlyMap<
  Field,
  { index: number; header: string }
>;

/**
 * Finds fields by their headers.
 *
 * @param names - headers that mean a field, the best first
 * @param given - headers that somebody says mean a field
 *
 * @public
 */
export function findColumns<Field extends string>(
  headers: readonly string[],
  names: Readonly<Record<Field, readonly string[]>>,
  given?: Readonly<Partial<Record<Field, string>>>,
): { columns: Columns<Field>; problems: string[] } {
  const places = new Map<string, number>();
  headers.forEach((header, index) => {
    const plain = plainHeader(header);
    if (!places.has(plain)) places.set(plain, index);
  });
  const columns = new Map<Field, { index: number; header: string }>();
  const problems: string[] = [];
  for (const field of Object.keys(names) as Field[]) {
    const wanted = given?.[field];
    const index =
      wanted === undefined
        ? names[field]
            .map(name => places.get(plainHeader(name)))
            .find(place => place !== undefined)
        : places.get(plainHeader(wanted));
    if (index !== undefined) {
      columns.set(field, { index, header: headers[index] });
    } else if (wanted !== undefined) {
      problems.push(
        `There is no column «${wanted.slice(0, 100)}» for ${field}`,
      );
    }
  }
  return { columns, problems };
}

/**
 * Why a record does not fit its headers. One with less is the end of a file that was cut off, and what its last cell
 * says may be the half of a number.
 */
export function widthProblem(
  record: readonly string[],
  headers: readonly string[],
): string | undefined {
  if (record.length < headers.length) {
    return `has ${record.length} of ${headers.length} cells; is the file cut off?`;
  }
  return record.slice(headers.length).some(cell => cell.trim() !== '')
    ? `has ${record.length} cells where the header has ${headers.length}; a cell with a separator in it has to be quoted`
    : undefined;
}

/** Why a cell is not taken, whatever it is for. */
export function cellProblem(value: string, most: number): string | undefined {
  if (value.includes('\0')) {
    return 'has a NUL in it; the file is damaged, or not in UTF-8';
  }
  return value.length > most ? `is longer than ${most} characters` : undefined;
}
