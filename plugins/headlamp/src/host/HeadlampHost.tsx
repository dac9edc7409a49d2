import { K8s } from '@kinvolk/headlamp-plugin/lib';
import { useTheme } from '@mui/material/styles';
import {
  PortlightProvider,
  type HostTheme,
  type PortlightHost,
} from '@portlight/plugin-portlight-react';
import { useMemo, useRef, type ReactNode } from 'react';
import { Link as RouterLink, useHistory, useLocation } from 'react-router-dom';
import { settingsStore } from '../settings/settings';
import { addressOf } from './addresses';
import { createDirectApi, createPortalApi } from './api';

const HostLink: PortlightHost['Link'] = props => <RouterLink {...props} />;

// One API object for all sections of a page and for the pages after it: what one has read serves the next.
let clusterNames: string[] = [];
const directApi = createDirectApi(() => clusterNames);
const portalApis = new Map<string, PortlightHost['api']>();

function usePortlightApi(): PortlightHost['api'] {
  const clusters = K8s.useClustersConf();
  clusterNames = Object.keys(clusters ?? {});
  const { portalUrl, token } = settingsStore.useConfig()() ?? {};
  return useMemo(() => {
    if (!portalUrl) return directApi;
    const key = JSON.stringify([portalUrl, token]);
    let api = portalApis.get(key);
    if (!api) {
      try {
        api = createPortalApi({ portalUrl, token });
      } catch {
        // half-typed in the settings, where its problem is shown
        return directApi;
      }
      portalApis.set(key, api);
    }
    return api;
  }, [portalUrl, token]);
}

function useHostTheme(): HostTheme {
  const theme = useTheme();
  return useMemo(
    () => ({
      mode: theme.palette.mode,
      background: theme.palette.background.default,
      surface: theme.palette.background.paper,
      text: theme.palette.text.primary,
      textMuted: theme.palette.text.secondary,
      divider: theme.palette.divider,
      primary: theme.palette.primary.main,
      fontFamily: String(theme.typography.fontFamily ?? 'inherit'),
      borderRadius: Number(theme.shape.borderRadius),
    }),
    [theme],
  );
}

/** Gives the shared views what they need of Headlamp. */
export function HeadlampHost(props: { children: ReactNode }) {
  const api = usePortlightApi();
  const theme = useHostTheme();
  const history = useHistory();
  const { search } = useLocation();
  const historyRef = useRef(history);
  historyRef.current = history;

  const host = useMemo<PortlightHost>(
    () => ({
      api,
      theme,
      href: addressOf,
      Link: HostLink,
      navigate: to => historyRef.current.push(to),
      search,
      setSearch: (next, options) => {
        const to = { search: next.replace(/^\?/, '') };
        if (options?.push) historyRef.current.push(to);
        else historyRef.current.replace(to);
      },
    }),
    [api, theme, search],
  );
  return <PortlightProvider host={host}>{props.children}</PortlightProvider>;
}
