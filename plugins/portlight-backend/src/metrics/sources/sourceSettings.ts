import type { KubernetesLabels } from '@portlight/plugin-portlight-common';

/** Servers that answer Prometheus' API and differ in details. */
export const SOURCE_TYPES = [
  'prometheus',
  'thanos',
  'mimir',
  'victoriametrics',
] as const;

/** One of {@link SOURCE_TYPES}. */
export type SourceType = (typeof SOURCE_TYPES)[number];

/** A Service in a cluster, reached through the API server's proxy. */
export interface ServiceAddress {
  namespace: string;
  name: string;
  /** A number, or the name of a port. */
  port: string;
  scheme: 'http' | 'https';
  /** Begins with `/`, or is empty. */
  path: string;
  /** Where the Service is; else in each cluster that is asked about. */
  cluster?: string;
}

/** A Prometheus-compatible server as the configuration has it. */
export interface PrometheusSourceSettings {
  /** Unique; how people and the API call it. */
  name: string;
  type: SourceType;
  /** This or `service`; without a slash at its end. */
  url?: string;
  service?: ServiceAddress;
  /** The clusters that it has metrics of; all when absent. */
  clusters?: readonly string[];
  headers: Readonly<Record<string, string>>;
  basicAuth?: { username: string; password: string };
  bearerToken?: string;
  /** Read for every request: tokens expire. */
  bearerTokenFile?: string;
  /** For Mimir and other servers with several tenants. */
  tenant?: string;
  tls: { ca?: string; insecure: boolean };
  /** Labels that every query is narrowed to; `{cluster}` in a value is the name of the cluster. */
  matchers: readonly { name: string; value: string }[];
  /** How it calls what kubelets and cAdvisor say. */
  labels: KubernetesLabels;
  /** Milliseconds until a request is given up. */
  timeout: number;
}
