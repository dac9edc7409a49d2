import { styled, ThemeProvider } from '@mui/material/styles';
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  type CSSProperties,
  type ReactNode,
} from 'react';
import { liveUpdatesOf } from './liveUpdates';
import type { PortlightHost } from './PortlightHost';
import { createViewTheme, themeVariables } from './theme';

const HostContext = createContext<PortlightHost | undefined>(undefined);
const StyleContext = createContext<CSSProperties>({});

/** The look that all views inherit; nothing in it reaches outside. */
export const Root = styled('div')({
  color: 'var(--portlight-text)',
  fontSize: 13,
  lineHeight: 1.45,
  fontVariantNumeric: 'tabular-nums',
  textAlign: 'left',
  minWidth: 0,
  '&, & *, & *::before, & *::after': { boxSizing: 'border-box' },
  '& a': {
    color: 'inherit',
    textDecoration: 'none',
  },
  '& a:hover': { textDecoration: 'underline', textUnderlineOffset: 2 },
  '& :focus-visible': {
    outline: '2px solid var(--portlight-primary)',
    outlineOffset: 1,
    borderRadius: 3,
  },
  '& code, & pre': {
    fontFamily:
      'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
    fontSize: 12,
  },
  '@media (prefers-reduced-motion: reduce)': {
    '& *': { animation: 'none !important', transition: 'none !important' },
  },
});

/** Props of {@link PortlightProvider}. @public */
export interface PortlightProviderProps {
  /** What the application around the views offers them. */
  host: PortlightHost;
  /** One or more views. */
  children: ReactNode;
}

/**
 * Stands around every view: gives it the host, a query cache of its own and the host's look. Several of them on
 * one page share their data as long as `host.api` is the same object.
 *
 * @public
 */
export function PortlightProvider(props: PortlightProviderProps) {
  const { host, children } = props;
  const { api, subscribe } = host;
  useEffect(() => liveUpdatesOf(api).connect(subscribe), [api, subscribe]);

  const { mode, background, surface, text, textMuted } = host.theme;
  const { divider, primary, fontFamily, borderRadius } = host.theme;
  const look = useMemo(() => {
    const theme = {
      mode,
      background,
      surface,
      text,
      textMuted,
      divider,
      primary,
      fontFamily,
      borderRadius,
    };
    return {
      theme: createViewTheme(theme),
      style: { ...themeVariables(theme), fontFamily } as CSSProperties,
    };
  }, [
    mode,
    background,
    surface,
    text,
    textMuted,
    divider,
    primary,
    fontFamily,
    borderRadius,
  ]);

  return (
    <HostContext.Provider value={host}>
      <ThemeProvider theme={look.theme}>
        <StyleContext.Provider value={look.style}>
          <Root data-portlight="" style={look.style}>
            {children}
          </Root>
        </StyleContext.Provider>
      </ThemeProvider>
    </HostContext.Provider>
  );
}

/**
 * The host of the views around.
 *
 * @public
 */
export function usePortlightHost(): PortlightHost {
  const host = useContext(HostContext);
  if (!host) {
    throw new Error('Portlight views need a PortlightProvider around them');
  }
  return host;
}

/** The look for what is drawn outside of the view's own element: menus and dialogs. */
export function usePortalStyle(): CSSProperties {
  return useContext(StyleContext);
}
