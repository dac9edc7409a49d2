import type { PortlightApi } from '@portlight/plugin-portlight-common';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type {
  HostTheme,
  LinkTarget,
  PortlightAction,
  PortlightHost,
} from '../host/PortlightHost';
import { PortlightProvider } from '../host/PortlightProvider';

/** A light look. */
export const LIGHT: HostTheme = {
  mode: 'light',
  background: '#f8f8f8',
  surface: '#ffffff',
  text: '#1c1f23',
  textMuted: '#5c6370',
  divider: '#e2e5e9',
  primary: '#1f5493',
  fontFamily: '"Helvetica Neue", Helvetica, Roboto, Arial, sans-serif',
  borderRadius: 4,
};

/** A dark look. */
export const DARK: HostTheme = {
  mode: 'dark',
  background: '#1b1d20',
  surface: '#232629',
  text: '#eceff2',
  textMuted: '#a5adb8',
  divider: '#3a3f45',
  primary: '#9cc9ff',
  fontFamily: '"Helvetica Neue", Helvetica, Roboto, Arial, sans-serif',
  borderRadius: 4,
};

const tabOf = ({ tab }: { tab?: string }) =>
  tab && tab !== 'overview' ? `/${tab}` : '';

/** Addresses that tests can read. */
export function testHref(target: LinkTarget): string {
  switch (target.page) {
    case 'fleet':
    case 'sync':
    case 'sources':
      return `/${target.page}${target.search ? `?${target.search}` : ''}`;
    case 'costs':
      return `/costs${tabOf(target)}${
        target.search ? `?${target.search}` : ''
      }`;
    case 'cluster': {
      const tab = target.tab ? `/${target.tab}` : '';
      const search = target.search ? `?${target.search}` : '';
      return `/clusters/${target.cluster}${tab}${search}`;
    }
    case 'workload':
      return `/clusters/${target.cluster}/${target.namespace}/${target.kind}/${
        target.name
      }${tabOf(target)}`;
    case 'pod':
      return `/clusters/${target.cluster}/${target.namespace}/pods/${
        target.name
      }${tabOf(target)}`;
    case 'node':
      return `/clusters/${target.cluster}/nodes/${target.name}${tabOf(target)}`;
    case 'namespace':
      return `/clusters/${target.cluster}/${target.namespace}${tabOf(target)}`;
    case 'service':
      return `/clusters/${target.cluster}/${target.namespace}/services/${
        target.name
      }${tabOf(target)}`;
    default:
      return `/catalog/${target.entityRef}`;
  }
}

/** A host for tests: keeps the query string in state and tells where views lead to. */
export function TestFrame(props: {
  api: PortlightApi;
  children: ReactNode;
  search?: string;
  theme?: HostTheme;
  onNavigate?(to: string): void;
  onSearch?(search: string): void;
  subscribe?: PortlightHost['subscribe'];
  /** What the user may do; default nothing. */
  may?: readonly PortlightAction[];
  href?: PortlightHost['href'];
}) {
  const { api, onNavigate, onSearch, subscribe, may } = props;
  const { href = testHref, theme = LIGHT } = props;
  const [search, setSearch] = useState(props.search ?? '');
  const change = useCallback(
    (next: string) => {
      setSearch(next);
      onSearch?.(next);
    },
    [onSearch],
  );
  const host = useMemo<PortlightHost>(
    () => ({
      api,
      theme,
      href,
      Link: ({ to, children, ...rest }) => (
        <a href={to} {...rest}>
          {children}
        </a>
      ),
      navigate: to => onNavigate?.(to),
      search,
      setSearch: change,
      subscribe,
      authorize: async action => may?.includes(action) ?? false,
    }),
    [api, theme, href, search, change, onNavigate, subscribe, may],
  );
  return <PortlightProvider host={host}>{props.children}</PortlightProvider>;
}
