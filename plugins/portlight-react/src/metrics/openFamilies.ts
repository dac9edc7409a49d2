const NAME = 'family';
/** Each open family is read again with every scrape. */
const MAXIMUM = 8;

/** The families opened, from the address of the page. */
export function parseOpenFamilies(search: string): string[] {
  const names = new URLSearchParams(search)
    .getAll(NAME)
    .filter(name => name !== '' && name.length <= 1024);
  return [...new Set(names)].slice(0, MAXIMUM);
}

/** Puts the families opened into the address; the first ones close when there are too many. */
export function formatOpenFamilies(
  search: string,
  families: readonly string[],
): string {
  const parameters = new URLSearchParams(search);
  parameters.delete(NAME);
  families.slice(-MAXIMUM).forEach(family => parameters.append(NAME, family));
  return parameters.toString();
}
