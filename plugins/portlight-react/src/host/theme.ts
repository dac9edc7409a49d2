import { createTheme, decomposeColor, type Theme } from '@mui/material/styles';
import { legible } from './legible';
import type { HostTheme } from './PortlightHost';

/** Colours that mean something, the same in every view; chosen for 4.5:1 on white and on near-black. */
const MEANINGS = {
  light: {
    good: '#1a7f37',
    busy: '#0860ca',
    bad: '#c4232c',
    warn: '#8a5a00',
    none: '#5f6872',
  },
  dark: {
    good: '#4cc366',
    busy: '#6cb0ff',
    bad: '#ff7b72',
    warn: '#e0a93b',
    none: '#9aa4af',
  },
} as const;

/**
 * Colours of lines that mean nothing but "another one": told apart with any colour vision (after Okabe and Ito), 3:1
 * and more on the surface.
 */
const SERIES = {
  light: [
    '#0a62b0',
    '#c4500a',
    '#00806a',
    '#9c3f8f',
    '#8a6a00',
    '#2f8fc9',
    '#59626c',
  ],
  dark: [
    '#6cb0ff',
    '#ff9d5c',
    '#3fd0ae',
    '#ea92d6',
    '#e5c04b',
    '#a5dcff',
    '#b4bdc7',
  ],
} as const;

/** The CSS colour of a line by its place; they repeat after seven. */
export const seriesColor = (index: number) =>
  `var(--portlight-series-${(index % SERIES.light.length) + 1})`;

/** What a colour says; never the only bearer of it. */
export type Meaning = keyof typeof MEANINGS.light;

/** The CSS colour of a meaning. */
export const meaningColor = (meaning: Meaning) => `var(--portlight-${meaning})`;

/**
 * The host's look as CSS variables. Variables instead of a theme object in every rule: a change of light and
 * dark then costs no new style sheets, and cells of large tables need no theme lookup.
 */
export function themeVariables(theme: HostTheme): Record<string, string> {
  const meanings = MEANINGS[theme.mode];
  const dark = theme.mode === 'dark';
  return {
    '--portlight-background': theme.background,
    '--portlight-surface': theme.surface,
    '--portlight-text': theme.text,
    '--portlight-muted': legible(theme.textMuted, theme.text, [
      theme.background,
      theme.surface,
    ]),
    '--portlight-divider': theme.divider,
    '--portlight-primary': theme.primary,
    '--portlight-radius': `${Math.min(theme.borderRadius, 8)}px`,
    '--portlight-hover': dark ? 'rgba(255,255,255,.055)' : 'rgba(0,0,0,.035)',
    '--portlight-track': dark ? 'rgba(255,255,255,.14)' : 'rgba(0,0,0,.10)',
    '--portlight-good': meanings.good,
    '--portlight-busy': meanings.busy,
    '--portlight-bad': meanings.bad,
    '--portlight-warn': meanings.warn,
    '--portlight-none': meanings.none,
    ...Object.fromEntries(
      SERIES[theme.mode].map((color, index) => [
        `--portlight-series-${index + 1}`,
        color,
      ]),
    ),
  };
}

/** MUI computes with palette colours; a colour it cannot read (a CSS variable) is left to its default. */
function readable(color: string): string | undefined {
  try {
    decomposeColor(color);
    return color;
  } catch {
    return undefined;
  }
}

/**
 * The MUI theme inside Portlight's views: the host's palette and font, dense, without ripples.
 *
 * Class names: our own styles carry hashed names only. MUI's own (`MuiTooltip-popper`) get their prefix from the
 * host (`\@backstage/theme` configures `v5-`, so that the JSS rules of MUI 4 around us do not match them); the
 * generator is one per page and therefore not ours to change.
 */
export function createViewTheme(host: HostTheme): Theme {
  const primary = readable(host.primary);
  return createTheme({
    palette: {
      mode: host.mode,
      ...(primary && { primary: { main: primary } }),
      error: { main: MEANINGS[host.mode].bad },
      background: {
        ...(readable(host.background) && { default: host.background }),
        ...(readable(host.surface) && { paper: host.surface }),
      },
      text: {
        ...(readable(host.text) && { primary: host.text }),
        ...(readable(host.textMuted) && { secondary: host.textMuted }),
      },
      ...(readable(host.divider) && { divider: host.divider }),
    },
    typography: {
      fontFamily: host.fontFamily,
      fontSize: 13,
      button: { textTransform: 'none', fontWeight: 500 },
    },
    shape: { borderRadius: Math.min(host.borderRadius, 8) },
    components: {
      MuiButtonBase: { defaultProps: { disableRipple: true } },
      MuiMenu: { defaultProps: { transitionDuration: 0 } },
    },
  });
}
