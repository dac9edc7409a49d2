import { decomposeColor, getContrastRatio } from '@mui/material/styles';

type Rgb = readonly [number, number, number];

const toCss = ([red, green, blue]: Rgb) =>
  `rgb(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)})`;

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** What a colour looks like on a background: hosts give `rgba(0, 0, 0, 0.54)`. */
function onBackground(color: string, background: Rgb): Rgb | undefined {
  const parsed = decomposeColor(color);
  if (!parsed.type.startsWith('rgb')) return undefined;
  const [red, green, blue, alpha = 1] = parsed.values as number[];
  return mix(background, [red, green, blue], alpha);
}

/**
 * A host's muted colour, moved towards its text colour as far as WCAG AA asks for small text (4.5:1, and a little
 * more: what a host paints behind us may differ a shade from its theme) on every background given. Hosts choose it
 * for larger text than our tables have.
 *
 * @returns the colour as it was where it is legible, or where a colour is none that can be computed with
 */
export function legible(
  color: string,
  text: string,
  backgrounds: readonly string[],
  minimum = 4.8,
): string {
  try {
    const solid = backgrounds.map(background =>
      onBackground(background, [255, 255, 255]),
    );
    const [first] = solid;
    const from = first && onBackground(color, first);
    const to = first && onBackground(text, first);
    if (!from || !to) return color;
    for (let step = 0; step <= 10; step++) {
      const candidate = toCss(mix(from, to, step / 10));
      const enough = solid.every(
        background =>
          !background ||
          getContrastRatio(candidate, toCss(background)) >= minimum,
      );
      if (enough) return step === 0 ? color : candidate;
    }
    return text;
  } catch {
    // a CSS variable or a colour function: nothing to compute with
    return color;
  }
}
