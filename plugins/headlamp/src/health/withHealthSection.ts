/** Our section's id among those of a details page. */
export const HEALTH_SECTION_ID = 'portlight-health';

interface Section {
  id?: string;
}

/**
 * Puts our section below the object's own (`MAIN_HEADER`, else `METADATA`). Headlamp calls this at every render: a list that
 * has the section already is answered as it is.
 */
export function withHealthSection<T>(
  sections: readonly T[],
  section: T,
): readonly T[] {
  const idOf = (candidate: T) => (candidate as Section | null | undefined)?.id;
  if (sections.some(candidate => idOf(candidate) === HEALTH_SECTION_ID)) {
    return sections;
  }
  const position = ['MAIN_HEADER', 'METADATA']
    .map(id => sections.findIndex(candidate => idOf(candidate) === id))
    .find(index => index >= 0);
  const after = position === undefined ? sections.length : position + 1;
  return [...sections.slice(0, after), section, ...sections.slice(after)];
}
