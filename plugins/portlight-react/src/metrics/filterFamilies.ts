import type { MetricFamily } from '@portlight/plugin-portlight-common';

/**
 * The families whose name, help or type has every word of the search: favourites first, then those whose name has
 * them, each by name.
 */
export function filterFamilies(
  families: readonly MetricFamily[],
  search: string,
  favourites: ReadonlySet<string>,
): MetricFamily[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (family: MetricFamily) => {
    if (favourites.has(family.name)) return 0;
    const name = family.name.toLowerCase();
    return words.every(word => name.includes(word)) ? 1 : 2;
  };
  return families
    .filter(family => {
      const text = `${family.name} ${family.help ?? ''} ${
        family.type
      }`.toLowerCase();
      return words.every(word => text.includes(word));
    })
    .map(family => ({ family, rank: rank(family) }))
    .sort((a, b) => a.rank - b.rank || (a.family.name < b.family.name ? -1 : 1))
    .map(({ family }) => family);
}
