import {
  type KubernetesObject,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import { LineCounter, parseAllDocuments } from 'yaml';

/** Characters; what a team deploys at once has a tenth of it. */
const LARGEST_TEXT = 2 * 1024 * 1024;
/** Each alias makes the document larger; a manifest has none or a few. */
const MOST_ALIASES = 100;

function refuse(parameter: string, message: string): never {
  throw new PortlightError({
    code: 'invalid-manifests',
    status: 400,
    parameter,
    message,
  });
}

/**
 * Reads the objects of YAML or JSON with several documents.
 *
 * @throws PortlightError `invalid-manifests`, with line and column
 */
export function readManifests(
  text: string,
  parameter: string,
): KubernetesObject[] {
  if (text.length > LARGEST_TEXT) {
    refuse(
      parameter,
      'The manifests are larger than 2 MiB; send those that change',
    );
  }
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter,
    prettyErrors: false,
    merge: true,
  });
  return [...documents].flatMap(document => {
    const [error] = document.errors;
    if (error) {
      const { line, col } = lineCounter.linePos(error.pos[0]);
      refuse(
        parameter,
        `The manifests are no valid YAML at line ${line}, column ${col}: ${error.message}`,
      );
    }
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: MOST_ALIASES });
    } catch {
      refuse(parameter, 'The manifests have too many aliases');
    }
    if (value === null || value === undefined) return [];
    if (typeof value !== 'object' || Array.isArray(value)) {
      const { line } = lineCounter.linePos(
        document.contents?.range?.[0] ?? document.range[0],
      );
      refuse(
        parameter,
        `The document at line ${line} is no Kubernetes object; a manifest begins with apiVersion and kind`,
      );
    }
    return [value as KubernetesObject];
  });
}
