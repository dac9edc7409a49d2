import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useTheme } from '@material-ui/core/styles';
import { SIGNALS_CHANNEL } from '@portlight/plugin-portlight-common';
import {
  PortlightProvider,
  type HostTheme,
  type PortlightHost,
} from '@portlight/plugin-portlight-react';
import { useCallback, useMemo, type ReactNode } from 'react';
import { Link as RouterLink, useLocation, useNavigate } from 'react-router-dom';
import { addressOf } from './addresses';
import { isAllowed } from './permissions';
import { portlightApiRef } from './portlightApiRef';

const HostLink: PortlightHost['Link'] = props => <RouterLink {...props} />;

function useHostTheme(): HostTheme {
  const theme = useTheme();
  return useMemo(
    () => ({
      mode: theme.palette.type,
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

/**
 * Gives the shared views what they need of Backstage: API, theme, router, push, permissions.
 *
 * @param props - `basePath` is where the fleet page is mounted; without it (a portal that leaves the page
 * out) views show names instead of links to it
 */
export function BackstageHost(props: {
  basePath?: string;
  children: ReactNode;
}) {
  const { basePath, children } = props;
  const api = useApi(portlightApiRef);
  const signals = useApiHolder().get(signalApiRef);
  const theme = useHostTheme();
  const location = useLocation();
  const navigate = useNavigate();
  const permissions = useApi(permissionApiRef);

  const subscribe = useMemo<PortlightHost['subscribe']>(
    () =>
      signals &&
      (listener => {
        const subscription = signals.subscribe<{ topics: string[] }>(
          SIGNALS_CHANNEL,
          message =>
            listener(Array.isArray(message.topics) ? message.topics : []),
        );
        return () => subscription.unsubscribe();
      }),
    [signals],
  );
  const authorize = useCallback<NonNullable<PortlightHost['authorize']>>(
    (action, cluster) => isAllowed(permissions, action, cluster),
    [permissions],
  );
  const href = useCallback<PortlightHost['href']>(
    target =>
      basePath === undefined && target.page !== 'entity'
        ? undefined
        : addressOf(basePath ?? '', target),
    [basePath],
  );
  const setSearch = useCallback<PortlightHost['setSearch']>(
    (search, options) =>
      navigate(
        { search: search.replace(/^\?/, '') },
        { replace: !options?.push },
      ),
    [navigate],
  );

  const host = useMemo<PortlightHost>(
    () => ({
      api,
      theme,
      href,
      Link: HostLink,
      navigate: to => navigate(to),
      search: location.search,
      setSearch,
      subscribe,
      authorize,
    }),
    [
      api,
      theme,
      href,
      navigate,
      location.search,
      setSearch,
      subscribe,
      authorize,
    ],
  );
  return <PortlightProvider host={host}>{children}</PortlightProvider>;
}
