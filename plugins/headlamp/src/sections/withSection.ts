interface Section {
  id?: string;
}

/**
 * Puts a section of ours below one of the page's own. Headlamp calls this at every render: a list that has the section
 * already is answered as it is.
 *
 * @param after - ids of sections; it stands below the first of them that is there, else last
 */
export function withSection<T>(
  sections: readonly T[],
  section: T & { id: string },
  after: readonly string[],
): readonly T[] {
  const idOf = (candidate: T) => (candidate as Section | null | undefined)?.id;
  if (sections.some(candidate => idOf(candidate) === section.id)) {
    return sections;
  }
  const position = after
    .map(id => sections.findIndex(candidate => idOf(candidate) === id))
    .find(index => index >= 0);
  const index = position === undefined ? sections.length : position + 1;
  return [...sections.slice(0, index), section, ...sections.slice(index)];
}
