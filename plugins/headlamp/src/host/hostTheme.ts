import type { Theme } from '@mui/material/styles';
import type { HostTheme } from '@portlight/plugin-portlight-react';

/** Headlamp's primary colour is that of its buttons, black or white; its accent is the colour of links. */
function linkColor(theme: Theme): string {
  const root = theme.components?.MuiLink?.styleOverrides?.root;
  const color =
    typeof root === 'object' && root !== null && 'color' in root
      ? root.color
      : undefined;
  return typeof color === 'string' ? color : theme.palette.primary.main;
}

/** Headlamp's look, for the shared views. */
export function hostTheme(theme: Theme): HostTheme {
  return {
    mode: theme.palette.mode,
    background: theme.palette.background.default,
    surface: theme.palette.background.paper,
    text: theme.palette.text.primary,
    textMuted: theme.palette.text.secondary,
    divider: theme.palette.divider,
    primary: linkColor(theme),
    fontFamily: String(theme.typography.fontFamily ?? 'inherit'),
    borderRadius: Number(theme.shape.borderRadius),
  };
}
