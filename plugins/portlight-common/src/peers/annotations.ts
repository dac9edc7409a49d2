import { PortlightError } from '../api/PortlightApi';
import { isPath, readPort } from './addresses';

/**
 * Annotations that say how peers are found, probed and scraped. On catalog entities all of them; on Services and
 * pods those of ports, paths, schemes and `scrape`.
 *
 * @public
 */
export const PEER_ANNOTATIONS = {
  /** The discovery method, such as `kubernetes`; found out from the other annotations when absent. */
  discovery: 'portlight.io/discovery',
  /** The name of a Service, or `namespace/name`. Method `kubernetes`. */
  service: 'portlight.io/service',
  /** A label selector of pods. Method `selector`. */
  selector: 'portlight.io/selector',
  /** Addresses, as `host:port`, with commas between them. Method `static`. */
  peers: 'portlight.io/peers',
  /** A URL, or `service://namespace/name:port/path` for one inside the cluster. Method `http`. */
  httpSdUrl: 'portlight.io/http-sd-url',
  /** A host name, or the name of SRV records such as `_metrics._tcp.cart.example.com`. Method `dns`. */
  dnsName: 'portlight.io/dns-name',
  /** The value of the label `job`. Method `prometheus`. */
  prometheusJob: 'portlight.io/prometheus-job',
  /** The address of the Prometheus, as in `httpSdUrl`. Method `prometheus`. */
  prometheusUrl: 'portlight.io/prometheus-url',
  /** Options of another method, a JSON object. */
  discoveryOptions: 'portlight.io/discovery-options',
  /** The number or name of the port that metrics are exposed at. */
  metricsPort: 'portlight.io/metrics-port',
  /** Where metrics are exposed; `/metrics` when absent. */
  metricsPath: 'portlight.io/metrics-path',
  /** `http` or `https`. */
  metricsScheme: 'portlight.io/metrics-scheme',
  /** What a liveness probe asks for; `/livez` when absent. */
  probePath: 'portlight.io/probe-path',
  /** The number or name of the port that is probed. */
  probePort: 'portlight.io/probe-port',
  /** `true` to scrape always, so that there is history, `false` never; absent while somebody looks. */
  scrape: 'portlight.io/scrape',
} as const;

/** The convention of Prometheus' examples. */
export const PROMETHEUS_ANNOTATIONS = {
  scrape: 'prometheus.io/scrape',
  port: 'prometheus.io/port',
  path: 'prometheus.io/path',
  scheme: 'prometheus.io/scheme',
} as const;

/** What annotations say about ports, paths and schemes. @public */
export interface PeerAnnotations {
  /** What annotations say about scraping. */
  scrape: {
    /** The number of a port, or its name. */
    port?: string;
    /** Begins with `/`. */
    path?: string;
    /** Without TLS or with it. */
    scheme?: 'http' | 'https';
    /** True: always. False: never. */
    enabled?: boolean;
  };
  /** What annotations say about liveness probes. */
  probe: {
    /** Begins with `/`. */
    path?: string;
    /** The number of a port, or its name. */
    port?: string;
  };
}

/** Annotations as strangers wrote them. @public */
export type Annotations = Readonly<Record<string, unknown>> | undefined;

/** Ports' names in Kubernetes, which have a letter in them. */
const PORT_NAME = /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const MAXIMUM_SHOWN = 80;

/** The text of an annotation without spaces around it; undefined where it is absent or empty. @public */
export function annotation(
  annotations: Annotations,
  name: string,
): string | undefined {
  const value =
    annotations && Object.hasOwn(annotations, name)
      ? annotations[name]
      : undefined;
  return (typeof value === 'string' && value.trim()) || undefined;
}

/** Says which annotation is wrong, what it is and what it has to be. @public */
export function invalidAnnotation(
  name: string,
  value: string,
  expected: string,
): PortlightError {
  const shown =
    value.length > MAXIMUM_SHOWN ? `${value.slice(0, MAXIMUM_SHOWN)}…` : value;
  return new PortlightError({
    code: 'invalid-annotation',
    status: 422,
    message: `The annotation ${name} is ${JSON.stringify(
      shown,
    )}, but has to be ${expected}`,
  });
}

/** Whether it is a port's number or can be its name. */
export function isPortOrName(text: string): boolean {
  return readPort(text) !== undefined || PORT_NAME.test(text);
}

interface Rule {
  valid: (text: string) => boolean;
  expected: string;
}

const PORT_RULE: Rule = {
  valid: isPortOrName,
  expected: 'the number of a port, 1 to 65535, or its name',
};
const PATH_RULE: Rule = {
  valid: isPath,
  expected:
    'a path that begins with / and has no spaces, .. or # in it, such as /metrics',
};
const SCHEME_RULE: Rule = {
  valid: text => text === 'http' || text === 'https',
  expected: 'http or https',
};
const FLAG_RULE: Rule = {
  valid: text => text === 'true' || text === 'false',
  expected: 'true or false',
};

/**
 * Reads the annotations about ports, paths and schemes.
 *
 * @param refuse - hears of each that is wrong; may throw, else it counts as absent
 *
 * @public
 */
export function readPeerAnnotations(
  annotations: Annotations,
  refuse: (error: PortlightError) => void,
): PeerAnnotations {
  const read = (name: string, { valid, expected }: Rule) => {
    const text = annotation(annotations, name);
    if (text === undefined || valid(text)) return text;
    refuse(invalidAnnotation(name, text, expected));
    return undefined;
  };
  const enabled = read(PEER_ANNOTATIONS.scrape, FLAG_RULE);
  return {
    scrape: {
      port: read(PEER_ANNOTATIONS.metricsPort, PORT_RULE),
      path: read(PEER_ANNOTATIONS.metricsPath, PATH_RULE),
      scheme: read(PEER_ANNOTATIONS.metricsScheme, SCHEME_RULE) as
        | 'http'
        | 'https'
        | undefined,
      enabled: enabled === undefined ? undefined : enabled === 'true',
    },
    probe: {
      path: read(PEER_ANNOTATIONS.probePath, PATH_RULE),
      port: read(PEER_ANNOTATIONS.probePort, PORT_RULE),
    },
  };
}

/** The convention of `prometheus.io/*`; what is wrong counts as absent, as in Prometheus' own examples. */
export function readPrometheusAnnotations(
  annotations: Annotations,
): PeerAnnotations['scrape'] {
  const read = (name: string, { valid }: Rule) => {
    const text = annotation(annotations, name);
    return text !== undefined && valid(text) ? text : undefined;
  };
  const path = annotation(annotations, PROMETHEUS_ANNOTATIONS.path);
  const enabled = read(PROMETHEUS_ANNOTATIONS.scrape, FLAG_RULE);
  return {
    port: read(PROMETHEUS_ANNOTATIONS.port, PORT_RULE),
    // Written without the slash often enough, and Prometheus adds it.
    path:
      path &&
      [path, `/${path}`].find(text => text.startsWith('/') && isPath(text)),
    scheme: read(PROMETHEUS_ANNOTATIONS.scheme, SCHEME_RULE) as
      | 'http'
      | 'https'
      | undefined,
    enabled: enabled === undefined ? undefined : enabled === 'true',
  };
}
