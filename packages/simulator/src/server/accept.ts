/** What a client wants an answer to look like. */
export interface Representation {
  format: 'json' | 'yaml';
  /** Turned into another kind on the way out. */
  as?: string;
  /** The group of `as`. */
  group?: string;
  /** The version of `as`. */
  version?: string;
}

const TRANSFORMS = new Set([
  'Table',
  'PartialObjectMetadata',
  'PartialObjectMetadataList',
]);

/**
 * The first media type of an Accept header that the server can produce.
 *
 * @param accepted - which conversions (`as=`) this endpoint knows; one it does not know is passed over
 * @returns undefined when there is none: 406
 */
export function negotiate(
  accept: string | undefined,
  accepted: ReadonlySet<string> = TRANSFORMS,
): Representation | undefined {
  if (!accept) {
    return { format: 'json' };
  }
  for (const clause of accept.slice(0, 4096).split(',')) {
    const [type, ...parameters] = clause.split(';').map(part => part.trim());
    const format = formatOf(type.toLocaleLowerCase('en-US'));
    if (!format) {
      continue;
    }
    const values = new Map(
      parameters.map(parameter => {
        const [key, value = ''] = parameter.split('=');
        return [key, value] as const;
      }),
    );
    const as = values.get('as');
    if (!as) {
      return { format };
    }
    if (accepted.has(as)) {
      return {
        format,
        as,
        group: values.get('g'),
        version: values.get('v'),
      };
    }
  }
  return undefined;
}

function formatOf(type: string): Representation['format'] | undefined {
  switch (type) {
    case '*/*':
    case 'application/*':
    case 'application/json':
      return 'json';
    case 'application/yaml':
      return 'yaml';
    default:
      return undefined;
  }
}
