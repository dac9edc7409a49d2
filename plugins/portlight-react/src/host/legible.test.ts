import fc from 'fast-check';
import { getContrastRatio } from '@mui/material/styles';
import { legible } from './legible';

describe("a host's muted colour", () => {
  it.each([
    ['Backstage light', 'rgba(0, 0, 0, 0.54)', '#000', ['#f8f8f8', '#fff']],
    ['Backstage dark', '#9e9e9e', '#fff', ['#333333', '#424242']],
    ['too faint', '#cccccc', '#222222', ['#ffffff', '#eeeeee']],
  ])('%s is legible on every background', (_name, muted, text, backgrounds) => {
    const color = legible(muted, text, backgrounds);
    for (const background of backgrounds) {
      expect(getContrastRatio(color, background)).toBeGreaterThanOrEqual(4.8);
    }
    expect(legible(color, text, backgrounds)).toBe(color);
  });

  it('stays as it is where it is legible, or cannot be computed with', () => {
    expect(legible('#555555', '#000000', ['#ffffff'])).toBe('#555555');
    expect(legible('var(--muted)', '#000', ['#fff'])).toBe('var(--muted)');
  });

  it('never throws, whatever a host calls a colour', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        expect(typeof legible(a, b, [c])).toBe('string');
      }),
    );
  });
});
