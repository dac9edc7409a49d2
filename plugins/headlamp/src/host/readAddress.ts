/** Parts of an address as they were before encoding; React Router 5 leaves them encoded. */
export function decodeParts<T extends Record<string, string>>(parts: T): T {
  return Object.fromEntries(
    Object.entries(parts).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        // a bare percent sign: there is no such object, and the page says so
        return [name, value];
      }
    }),
  ) as T;
}

/** The tab that an address names; the first one where it names none of them. */
export const tabIn = <Tab extends string>(
  tabs: readonly Tab[],
  tab: string,
): Tab => tabs.find(known => known === tab) ?? tabs[0];
