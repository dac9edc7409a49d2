/** The lines of a CSV by the names in its header; values may be in quotes. */
export function parseCsv(text: string): Record<string, string>[] {
  const [header, ...lines] = text
    .trimEnd()
    .split(/\r?\n/)
    .map(line =>
      [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare,
      ),
    );
  return lines.map(line =>
    Object.fromEntries(header.map((name, index) => [name, line[index]])),
  );
}
