import { useTheme } from '@mui/material/styles';
import {
  PortlightProvider,
  type PortlightHost,
} from '@portlight/plugin-portlight-react';
import { useMemo, useRef, type ReactNode } from 'react';
import { Link as RouterLink, useHistory, useLocation } from 'react-router-dom';
import { addressOf } from './addresses';
import { hostTheme } from './hostTheme';
import { useClusterNames, usePortlightSource } from './usePortlightSource';

const HostLink: PortlightHost['Link'] = props => <RouterLink {...props} />;

/** Gives the shared views what they need of Headlamp. */
export function HeadlampHost(props: { children: ReactNode }) {
  const { api, authorize } = usePortlightSource();
  const clusters = useClusterNames();
  const muiTheme = useTheme();
  const theme = useMemo(() => hostTheme(muiTheme), [muiTheme]);
  const history = useHistory();
  const { search } = useLocation();
  const historyRef = useRef(history);
  historyRef.current = history;

  const host = useMemo<PortlightHost>(() => {
    const known = new Set(clusters);
    return {
      api,
      authorize,
      theme,
      href: target => addressOf(target, known),
      Link: HostLink,
      navigate: to => historyRef.current.push(to),
      search,
      setSearch: (next, options) => {
        const to = { search: next.replace(/^\?/, '') };
        if (options?.push) historyRef.current.push(to);
        else historyRef.current.replace(to);
      },
    };
  }, [api, authorize, clusters, theme, search]);
  return <PortlightProvider host={host}>{props.children}</PortlightProvider>;
}
