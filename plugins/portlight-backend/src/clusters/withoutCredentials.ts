import type { ClusterResponse } from '@portlight/plugin-portlight-node';

/** Bytes of an error's body that are passed on. */
const LARGEST_ERROR = 64 * 1024;

/**
 * An answer that, where it is an error or a redirect, has none of the credentials in it that the request was
 * sent with. Messages quote what a server says, and one that repeats what it was given (some proxies do,
 * hostile servers may) would have it shown.
 *
 * @param authorization - the request's header
 */
export function withoutCredentials(
  response: ClusterResponse,
  authorization: string | undefined,
): ClusterResponse {
  if (response.status < 300 || !authorization) return response;
  return withoutText(response, secretsOf(authorization).flatMap(writtenForms));
}

/** The token, or the pair of name and password and the password alone. */
function secretsOf(authorization: string): string[] {
  const [, scheme, sent] = /^(\S+) (.+)$/.exec(authorization) ?? [];
  if (sent === undefined) return [authorization];
  if (scheme !== 'Basic') return [sent];
  const pair = Buffer.from(sent, 'base64').toString();
  return [sent, pair.slice(pair.indexOf(':') + 1)];
}

/** Shorter ones would take half of every message with them. */
const SHORTEST_SECRET = 4;

/** As it is, as JSON and URLs have it, and in base64; one character for each byte, like the text they are looked for in. */
function writtenForms(secret: string): string[] {
  if (secret.length < SHORTEST_SECRET) return [];
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ].map(form => Buffer.from(form).toString('latin1'));
}

function withoutText(
  { status, headers, body }: ClusterResponse,
  texts: readonly string[],
): ClusterResponse {
  const clean = (text: string) =>
    texts.reduce((rest, each) => rest.replaceAll(each, '...'), text);
  return {
    status,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, clean(value)]),
    ),
    body: cleaned(body, clean),
  };
}

async function* cleaned(
  body: AsyncIterable<Uint8Array>,
  clean: (text: string) => string,
): AsyncIterable<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LARGEST_ERROR) break;
  }
  if (length === 0) return;
  const text = Buffer.concat(chunks).toString('latin1');
  yield Buffer.from(clean(text), 'latin1');
}
