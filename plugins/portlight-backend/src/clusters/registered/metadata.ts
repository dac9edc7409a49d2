import {
  type ClusterMetadata,
  ownerRef,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import type { Metadata } from './RegisteredClusterStore';

const ONE_LINE = ['title', 'environment', 'owner'] as const;

function refuseControls(field: string, text: string): void {
  if (/\p{Cc}/u.test(text)) {
    throw new PortlightError({
      code: 'invalid-parameter',
      status: 400,
      parameter: field,
      message: `\`${field}\` has to be one line without control characters`,
    });
  }
}

/**
 * What people said of a cluster, tidied: without blanks around it, the owner as the catalog writes it, no tag
 * twice. What was not said is not in it; an empty text is.
 */
export function readMetadata(input: ClusterMetadata): Partial<Metadata> {
  const metadata: Partial<Metadata> = {};
  for (const field of ONE_LINE) {
    const text = input[field]?.trim();
    if (text === undefined) continue;
    refuseControls(field, text);
    metadata[field] = text;
  }
  if (metadata.owner) metadata.owner = ownerRef(metadata.owner).slice(0, 253);
  if (input.description !== undefined) {
    metadata.description = input.description.trim();
  }
  if (input.tags) {
    const tags = input.tags.map(tag => tag.trim()).filter(Boolean);
    tags.forEach(tag => refuseControls('tags', tag));
    metadata.tags = [...new Set(tags)];
  }
  return metadata;
}
