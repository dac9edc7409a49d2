import { withSection } from './withSection';

const ours = { id: 'portlight-health' };
const AFTER = ['MAIN_HEADER', 'METADATA'];

describe('a section of ours on a details page', () => {
  it.each([
    ['below the header', ['BACK_LINK', 'MAIN_HEADER', 'EVENTS'], 2],
    ['below the metadata', ['METADATA', 'EVENTS'], 1],
    ['last where neither is there', ['CHILDREN'], 1],
    ['alone on an empty page', [], 0],
  ])('stands %s', (_where, ids, position) => {
    const sections = withSection(
      ids.map(id => ({ id })),
      ours,
      AFTER,
    );
    expect(sections.indexOf(ours)).toBe(position);
    expect(sections).toHaveLength(ids.length + 1);
  });

  it('is added once however often Headlamp asks', () => {
    const once = withSection([{ id: 'METADATA' }], ours, AFTER);
    expect(withSection(once, { ...ours }, AFTER)).toBe(once);
  });

  it('lives with sections that are plain React nodes', () => {
    expect(
      withSection<unknown>([null, 'text', ours], ours, AFTER),
    ).toHaveLength(3);
    expect(withSection<unknown>([null, 'text'], ours, AFTER)).toHaveLength(3);
  });
});
