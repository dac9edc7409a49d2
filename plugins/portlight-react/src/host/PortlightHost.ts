import type {
  PORTLIGHT_PERMISSIONS,
  PortlightApi,
} from '@portlight/plugin-portlight-common';
import type { ComponentType, ReactNode } from 'react';

/** A place that a view wants to lead to; the host knows its address. @public */
export type LinkTarget =
  | { page: 'fleet'; search?: string }
  | { page: 'cluster'; cluster: string; tab?: ClusterTab; search?: string }
  | {
      page: 'workload';
      cluster: string;
      namespace: string;
      kind: string;
      name: string;
      tab?: ObjectTab;
    }
  | {
      page: 'pod';
      cluster: string;
      namespace: string;
      name: string;
      tab?: ObjectTab;
    }
  | { page: 'node'; cluster: string; name: string; tab?: ObjectTab }
  | {
      page: 'namespace';
      cluster: string;
      namespace: string;
      tab?: NamespaceTab;
    }
  | {
      page: 'service';
      cluster: string;
      namespace: string;
      name: string;
      tab?: ServiceTab;
    }
  | { page: 'sync'; search?: string }
  /** What the fleet costs. */
  | { page: 'costs'; tab?: CostTab; search?: string }
  /** Where metrics come from, for administrators. */
  | { page: 'sources'; search?: string }
  /** @remarks entityRef such as `group:default/payments` */
  | { page: 'entity'; entityRef: string };

/** The tabs of the cluster page. @public */
export type ClusterTab =
  | 'overview'
  | 'namespaces'
  | 'nodes'
  | 'workloads'
  | 'pods'
  | 'metrics'
  | 'cost'
  | 'events';

/** The tabs of the pages of workloads, pods and nodes; the cost is that of workloads. @public */
export type ObjectTab = 'overview' | 'metrics' | 'cost';

/** The tabs of the page of a namespace. @public */
export type NamespaceTab = 'overview' | 'cost';

/** The tabs of the page of what the fleet costs. @public */
export type CostTab =
  | 'overview'
  | 'rightsizing'
  | 'budgets'
  | 'unowned'
  | 'anomalies'
  | 'accuracy';

/** The tabs of the page of a Service. @public */
export type ServiceTab = 'peers' | 'metrics';

/** Something that a user may be permitted to do. @public */
export type PortlightAction = keyof typeof PORTLIGHT_PERMISSIONS;

/** The host's look, for the theme bridge. Colours are CSS colours. @public */
export interface HostTheme {
  /** Decides about shades that the host does not give. */
  mode: 'light' | 'dark';
  /** Background of the page. */
  background: string;
  /** Background of cards and tables. */
  surface: string;
  /** Text. */
  text: string;
  /** Text that matters less. */
  textMuted: string;
  /** Lines between things. */
  divider: string;
  /** The one accent colour; links. */
  primary: string;
  /** As in CSS. */
  fontFamily: string;
  /** Pixels. */
  borderRadius: number;
}

/**
 * Everything a view needs of the application it stands in. Backstage and Headlamp each provide one; tests a
 * third.
 *
 * @public
 */
export interface PortlightHost {
  /** Who answers what the views ask; keep the object, the cache of answers belongs to it. */
  api: PortlightApi;
  /** The look of the host, now. */
  theme: HostTheme;
  /** Undefined where the host has no such page; then plain text is shown. */
  href(target: LinkTarget): string | undefined;
  /** The host's router link. */
  Link: ComponentType<{
    to: string;
    className?: string;
    children?: ReactNode;
    'aria-label'?: string;
    'aria-current'?: 'page';
  }>;
  /** Goes to an address that {@link PortlightHost.href} gave. */
  navigate(to: string): void;
  /** The query string of the page (filters, sort, tab live there); re-renders on change. */
  search: string;
  /** Replaces the query string, without a new history entry unless `push`. */
  setSearch(search: string, options?: { push?: boolean }): void;
  /**
   * Calls back when the backend says that something changed: the topics of clusters (`Cluster.topic`) and of targets
   * of peers (`PeerTarget.topic`); none for any. Absent where there is no push: views then poll.
   */
  subscribe?(listener: (topics: string[]) => void): () => void;
  /**
   * Whether the portal's policy permits the user an action, on one cluster where that decides. Only hides what
   * would be refused: the backend decides again. Absent where there is no portal; then nothing is permitted.
   */
  authorize?(action: PortlightAction, cluster?: string): Promise<boolean>;
}
