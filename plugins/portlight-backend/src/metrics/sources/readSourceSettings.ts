import { readFileSync } from 'node:fs';
import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { KUBERNETES_LABELS } from '@portlight/plugin-portlight-common';
import {
  type PrometheusSourceSettings,
  type ServiceAddress,
  SOURCE_TYPES,
} from './sourceSettings';

const SECTION = 'portlight.metrics.sources';
const DEFAULT_TIMEOUT = 15_000;
const SHORTEST_TIMEOUT = 1000;
const LONGEST_TIMEOUT = 120_000;
const MAXIMUM_SOURCES = 100;

const SETTINGS = new Set([
  'name',
  'type',
  'url',
  'service',
  'clusters',
  'headers',
  'basicAuth',
  'bearerToken',
  'bearerTokenFile',
  'tenant',
  'tls',
  'matchers',
  'labels',
  'timeout',
]);

/** A name that is a path of the API and a label of metrics too. */
const NAME = /^[a-zA-Z0-9]([a-zA-Z0-9 ._-]{0,61}[a-zA-Z0-9])?$/;
/** What Kubernetes calls sources of its own by. */
const RESERVED = new Set(['peers', 'metricsApi', 'kubelet']);
const DNS_NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const PORT = /^([1-9][0-9]{0,4}|[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?)$/;
const HEADER = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const CONTROL = /\p{Cc}/u;

class Reader {
  constructor(readonly config: Config, private readonly place: string) {}

  fail(key: string, problem: string): never {
    const path = key === '' ? this.place : `${this.place}.${key}`;
    throw new InputError(`\`${path}\` in the configuration ${problem}`);
  }

  text(key: string): string | undefined {
    const value = this.config.getOptional(key);
    if (value === undefined) return undefined;
    // Numbers are what YAML makes of ports and tenants.
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || text === '') {
      this.fail(key, 'has to be a text');
    }
    return text as string;
  }

  required(key: string): string {
    return this.text(key) ?? this.fail(key, 'is missing');
  }

  flag(key: string): boolean {
    return this.config.getOptionalBoolean(key) ?? false;
  }

  /** A header's value: a line break in one would begin another header. */
  line(key: string): string | undefined {
    const value = this.text(key);
    if (value !== undefined && CONTROL.test(value)) {
      this.fail(key, 'has a line break or another control character');
    }
    return value;
  }

  /** Texts by name. */
  texts(key: string): [name: string, value: string][] {
    const section = this.config.getOptional(key);
    if (section === undefined) return [];
    if (
      typeof section !== 'object' ||
      section === null ||
      Array.isArray(section)
    ) {
      this.fail(key, 'has to be a section with texts by name');
    }
    return Object.entries(section as object).map(([name, value]) => {
      if (typeof value !== 'string') {
        this.fail(`${key}.${name}`, 'has to be a text');
      }
      return [name, value];
    });
  }
}

function readUrl(reader: Reader): string | undefined {
  const text = reader.text('url');
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return reader.fail('url', 'has to begin with http:// or https://');
  }
  if (url.username || url.password) {
    reader.fail(
      'url',
      'has credentials in it, which would be shown; use `basicAuth`',
    );
  }
  if (url.search || url.hash) {
    reader.fail(
      'url',
      'has a query or a fragment; use `headers` or `matchers`',
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function readService(
  reader: Reader,
  place: string,
): ServiceAddress | undefined {
  const config = reader.config.getOptionalConfig('service');
  if (!config) return undefined;
  const own = new Reader(config, `${place}.service`);
  const [namespace, name] = (['namespace', 'name'] as const).map(key => {
    const value = own.required(key);
    return DNS_NAME.test(value)
      ? value
      : own.fail(key, 'is no name that Kubernetes allows');
  });
  const port = own.required('port');
  if (!PORT.test(port)) own.fail('port', 'has to be a number or a name');
  const scheme = own.text('scheme') ?? 'http';
  if (scheme !== 'http' && scheme !== 'https') {
    return own.fail('scheme', 'has to be http or https');
  }
  const path = (own.text('path') ?? '').replace(/\/+$/, '');
  if (path !== '' && !/^(\/[\w.~-]+)+$/.test(path)) {
    own.fail('path', 'has to be a path that begins with /');
  }
  if (path.split('/').some(part => part === '.' || part === '..')) {
    own.fail('path', 'must not have . or .. in it');
  }
  const cluster = own.text('cluster');
  return {
    namespace,
    name,
    port,
    scheme,
    path,
    ...(cluster === undefined ? {} : { cluster }),
  };
}

function readAuthority(reader: Reader): string | undefined {
  const data = reader.text('tls.caData');
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8');
  const file = reader.text('tls.caFile');
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return reader.fail(
      'tls.caFile',
      `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
    );
  }
}

function readTimeout(reader: Reader): number {
  if (!reader.config.has('timeout')) return DEFAULT_TIMEOUT;
  let timeout = NaN;
  try {
    timeout = durationToMilliseconds(
      readDurationFromConfig(reader.config, { key: 'timeout' }),
    );
  } catch {
    // Said below.
  }
  return timeout >= SHORTEST_TIMEOUT && timeout <= LONGEST_TIMEOUT
    ? timeout
    : reader.fail('timeout', 'has to be a duration from 1 s to 2 minutes');
}

function readHeaders(reader: Reader): Record<string, string> {
  return Object.fromEntries(
    reader.texts('headers').map(([name, value]) => {
      if (!HEADER.test(name) || CONTROL.test(value)) {
        reader.fail(`headers.${name}`, 'is no header');
      }
      return [name.toLowerCase(), value];
    }),
  );
}

function readSource(config: Config, index: number): PrometheusSourceSettings {
  const place = `${SECTION}[${index}]`;
  const reader = new Reader(config, place);
  const unknown = config.keys().find(key => !SETTINGS.has(key));
  if (unknown !== undefined) {
    reader.fail(
      unknown,
      `is not a setting of a source; these are ${[...SETTINGS].join(', ')}`,
    );
  }
  const name = reader.required('name');
  if (!NAME.test(name) || RESERVED.has(name)) {
    reader.fail('name', 'has to be a name such as `prod`');
  }
  const type = reader.text('type') ?? 'prometheus';
  const known = SOURCE_TYPES.find(each => each === type);
  if (!known) {
    return reader.fail('type', `has to be one of ${SOURCE_TYPES.join(', ')}`);
  }
  const url = readUrl(reader);
  const service = readService(reader, place);
  if ((url === undefined) === (service === undefined)) {
    reader.fail('', 'needs either `url` or `service`');
  }
  const clusters = config.getOptionalStringArray('clusters');
  const matchers = reader
    .texts('matchers')
    .map(([label, value]) => ({ name: label, value }));
  // A server with metrics of several clusters would show those of one on the pages of another.
  const shared = url !== undefined || service?.cluster !== undefined;
  if (
    shared &&
    clusters?.length !== 1 &&
    !matchers.some(({ value }) => value.includes('{cluster}'))
  ) {
    reader.fail(
      '',
      'answers for several clusters, so that `matchers` have to tell them apart, such as `cluster: "{cluster}"`; or name its one cluster in `clusters`',
    );
  }
  const basicAuth = config.has('basicAuth')
    ? {
        username: reader.required('basicAuth.username'),
        password: reader.required('basicAuth.password'),
      }
    : undefined;
  const bearerToken = reader.line('bearerToken');
  const bearerTokenFile = reader.text('bearerTokenFile');
  const ways = [basicAuth, bearerToken, bearerTokenFile].filter(
    way => way !== undefined,
  );
  if (ways.length > 1) {
    reader.fail(
      '',
      'has several of `basicAuth`, `bearerToken` and `bearerTokenFile`; only one can be sent',
    );
  }
  if (ways.length > 0 && service) {
    reader.fail(
      '',
      'has credentials that would end at the API server, through which `service` is reached; use `url`',
    );
  }
  const ca = readAuthority(reader);
  const labels = { ...KUBERNETES_LABELS };
  for (const [label, value] of reader.texts('labels')) {
    if (label !== 'namespace' && label !== 'pod' && label !== 'node') {
      reader.fail(`labels.${label}`, 'is not one of namespace, pod and node');
    }
    labels[label as keyof typeof labels] = value;
  }
  const tenant = reader.line('tenant');
  return {
    name,
    type: known,
    ...(url === undefined ? {} : { url }),
    ...(service === undefined ? {} : { service }),
    ...(clusters === undefined ? {} : { clusters }),
    headers: readHeaders(reader),
    ...(basicAuth === undefined ? {} : { basicAuth }),
    ...(bearerToken === undefined ? {} : { bearerToken }),
    ...(bearerTokenFile === undefined ? {} : { bearerTokenFile }),
    ...(tenant === undefined ? {} : { tenant }),
    tls: {
      ...(ca === undefined ? {} : { ca }),
      insecure: reader.flag('tls.insecureSkipVerify'),
    },
    matchers,
    labels,
    timeout: readTimeout(reader),
  };
}

/**
 * Reads `portlight.metrics.sources`.
 *
 * @param config - of `portlight`
 * @throws InputError with the path of the setting at fault
 */
export function readSourceSettings(
  config: Config | undefined,
): PrometheusSourceSettings[] {
  const list = config?.getOptional('metrics.sources');
  if (list === undefined) return [];
  if (!Array.isArray(list) || list.length > MAXIMUM_SOURCES) {
    throw new InputError(
      `\`${SECTION}\` in the configuration has to be a list of at most ${MAXIMUM_SOURCES} sources`,
    );
  }
  const sources = config!.getConfigArray('metrics.sources').map(readSource);
  const names = sources.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `\`${SECTION}\` in the configuration has two sources with the name ${twice}`,
    );
  }
  return sources;
}
