import { PortlightError } from '../api/PortlightApi';
import {
  annotation,
  invalidAnnotation,
  PEER_ANNOTATIONS,
  readPeerAnnotations,
  type PeerAnnotations,
} from './annotations';
import { parseLabelSelector } from '../inventory';

/** How an entity wants its peers found. @public */
export interface EntityDiscovery extends PeerAnnotations {
  /** Undefined: the Services of its workloads. */
  method?: string;
  /** Of the method, which checks them; for `kubernetes` and `selector` without cluster and namespace. */
  options: Readonly<Record<string, unknown>>;
}

/** Which annotation belongs to which method, and what the method calls it. */
const METHOD_ANNOTATIONS = [
  ['kubernetes', PEER_ANNOTATIONS.service, 'service'],
  ['selector', PEER_ANNOTATIONS.selector, 'selector'],
  ['static', PEER_ANNOTATIONS.peers, 'peers'],
  ['http', PEER_ANNOTATIONS.httpSdUrl, 'url'],
  ['dns', PEER_ANNOTATIONS.dnsName, 'name'],
  ['prometheus', PEER_ANNOTATIONS.prometheusJob, 'job'],
] as const;

const METHOD_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SERVICE =
  /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\/)?[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

function readJson(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidAnnotation(
      PEER_ANNOTATIONS.discoveryOptions,
      text,
      'a JSON object',
    );
  }
  return value as Record<string, unknown>;
}

function chooseMethod(
  annotations: Readonly<Record<string, string>> | undefined,
): string | undefined {
  const named = annotation(annotations, PEER_ANNOTATIONS.discovery);
  if (named !== undefined) {
    if (METHOD_NAME.test(named)) return named;
    throw invalidAnnotation(
      PEER_ANNOTATIONS.discovery,
      named,
      'the name of a discovery method, such as kubernetes',
    );
  }
  const said = METHOD_ANNOTATIONS.filter(
    ([, name]) => annotation(annotations, name) !== undefined,
  );
  if (said.length > 1) {
    throw new PortlightError({
      code: 'invalid-annotation',
      status: 422,
      message: `The entity has the annotations ${said
        .map(([, name]) => name)
        .join(' and ')}, of different discovery methods; say with ${
        PEER_ANNOTATIONS.discovery
      } which one counts: ${said.map(([method]) => method).join(' or ')}`,
    });
  }
  return said[0]?.[0];
}

/**
 * Reads how an entity wants its peers found.
 *
 * @throws PortlightError `invalid-annotation`, which names the annotation and what it has to be
 * @public
 */
export function readEntityDiscovery(
  annotations: Readonly<Record<string, string>> | undefined,
): EntityDiscovery {
  const said = readPeerAnnotations(annotations, error => {
    throw error;
  });
  const method = chooseMethod(annotations);
  const options: Record<string, unknown> = {};
  const json = annotation(annotations, PEER_ANNOTATIONS.discoveryOptions);
  if (json !== undefined) Object.assign(options, readJson(json));
  const own = METHOD_ANNOTATIONS.find(([name]) => name === method);
  if (own) {
    const [, name, option] = own;
    const value = annotation(annotations, name);
    if (value !== undefined) {
      if (method === 'selector') checkSelector(value);
      if (method === 'kubernetes' && !SERVICE.test(value)) {
        throw invalidAnnotation(
          name,
          value,
          'the name of a Service, or namespace/name',
        );
      }
      options[option] = value;
    } else if (method !== 'kubernetes' && json === undefined) {
      throw new PortlightError({
        code: 'invalid-annotation',
        status: 422,
        message: `The entity's discovery method is ${method}, which needs the annotation ${name}`,
      });
    }
  }
  if (method === 'prometheus') {
    const url = annotation(annotations, PEER_ANNOTATIONS.prometheusUrl);
    if (url !== undefined) options.url = url;
  }
  return { ...said, method, options };
}

function checkSelector(text: string): void {
  try {
    parseLabelSelector(text);
  } catch (error) {
    throw new PortlightError({
      code: 'invalid-annotation',
      status: 422,
      message: `The annotation ${PEER_ANNOTATIONS.selector} cannot be read: ${
        (error as Error).message
      }`,
      cause: error,
    });
  }
}
