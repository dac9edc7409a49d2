import { HEALTH_SECTION_ID, withHealthSection } from './withHealthSection';

const ours = { id: HEALTH_SECTION_ID };

describe('the health section of a details page', () => {
  it.each([
    ['below the header', ['BACK_LINK', 'MAIN_HEADER', 'EVENTS'], 2],
    ['below the metadata', ['METADATA', 'EVENTS'], 1],
    ['last where neither is there', ['CHILDREN'], 1],
    ['alone on an empty page', [], 0],
  ])('stands %s', (_where, ids, position) => {
    const sections = withHealthSection(
      ids.map(id => ({ id })),
      ours,
    );
    expect(sections.indexOf(ours)).toBe(position);
    expect(sections).toHaveLength(ids.length + 1);
  });

  it('is added once however often Headlamp asks', () => {
    const once = withHealthSection([{ id: 'METADATA' }], ours);
    expect(withHealthSection(once, { ...ours })).toBe(once);
  });

  it('lives with sections that are plain React nodes', () => {
    expect(withHealthSection([null, 'text', ours], ours)).toHaveLength(3);
    expect(withHealthSection<unknown>([null, 'text'], ours)).toHaveLength(3);
  });
});
