import type { ClusterResponse } from '@portlight/plugin-portlight-node';

/** Bytes of an error that are looked at. */
const LOOKED_AT = 64 * 1024;

/**
 * The kubernetes backend's proxy answers 500 with a JSON error of its own where it cannot reach a cluster.
 * That becomes the error it was; an answer of the cluster itself is passed on.
 */
export async function proxyError(
  response: ClusterResponse,
): Promise<ClusterResponse> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    chunks.push(chunk);
    if (length > LOOKED_AT) break;
  }
  const bytes = Buffer.concat(chunks);
  const message = errorMessage(bytes.toString('utf8'));
  if (message !== undefined) throw causeOf(message);
  return { ...response, body: oneChunk(bytes) };
}

function errorMessage(text: string): string | undefined {
  try {
    const { error, kind } = JSON.parse(text);
    return kind === undefined && typeof error?.message === 'string'
      ? error.message
      : undefined;
  } catch {
    return undefined;
  }
}

/** Words of OpenSSL's messages, which come without their codes, and those codes. */
const MESSAGES: [RegExp, string][] = [
  [
    /self[- ]signed certificate in certificate chain/i,
    'SELF_SIGNED_CERT_IN_CHAIN',
  ],
  [/self[- ]signed certificate/i, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [
    /unable to verify the first certificate/i,
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ],
  [
    /unable to get local issuer certificate/i,
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  ],
  [/certificate has expired/i, 'CERT_HAS_EXPIRED'],
  [/does not match certificate's altnames/i, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/socket hang up/i, 'ECONNRESET'],
];

function causeOf(message: string): Error {
  const code =
    /\b(E[A-Z]{4,}(?:_[A-Z]+)*)\b/.exec(message)?.[1] ??
    MESSAGES.find(([words]) => words.test(message))?.[1];
  const said = message.replace(/^.*request error; caused by (Error: )?/, '');
  return Object.assign(new Error(said), { code });
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
