import { STATUS_CODES } from 'node:http';
import type { PeerResponse } from '../../peers';
import { quote } from '../../inventory';
import { ScrapeError } from './ScrapeError';

/** Of the body of an error, which is read for its message only. */
const MAXIMUM_BYTES = 4096;

/** What the API server says where it could not pass the request on; nothing where the peer itself answered. */
async function apiServerMessage({
  headers,
  body,
}: PeerResponse): Promise<string | undefined> {
  if (headers['content-encoding'] ?? headers['content-type'] === undefined) {
    return undefined;
  }
  if (!/^application\/json\b/.test(headers['content-type'])) return undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > MAXIMUM_BYTES) return undefined;
  }
  try {
    const status = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return status?.kind === 'Status' && status.apiVersion === 'v1'
      ? quote(status.message)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Where a redirect points: the host, or the path where it is the same host. */
function redirectTarget(location: string | undefined): string {
  const from = new URL('http://peer.invalid/');
  let to: URL;
  try {
    to = new URL(location ?? '', from);
  } catch {
    return 'somewhere that is no address';
  }
  return to.host === from.host
    ? `\`${quote(to.pathname)}\``
    : `the host \`${quote(to.host)}\``;
}

/** Why an answer has no metrics in it; nothing for one that may have. */
export async function answerProblem(
  response: PeerResponse,
  path: string,
): Promise<ScrapeError | undefined> {
  const { status, headers } = response;
  if (status === 200) return undefined;
  if (status >= 300 && status < 400) {
    return new ScrapeError(
      'redirect',
      `It redirects to ${redirectTarget(
        headers.location,
      )}, which is not followed; name the place of the metrics itself in \`prometheus.io/path\`, \`prometheus.io/port\` and \`prometheus.io/scheme\``,
    );
  }
  const said = await apiServerMessage(response);
  if (said && status === 403) {
    return new ScrapeError(
      'status',
      // Not what it says: that has the portal's account in it, and whoever sees the peer reads this.
      'The API server does not let the portal reach pods; grant `get` on `pods/proxy`',
    );
  }
  if (said) {
    return new ScrapeError(
      'connection',
      `The API server cannot reach it: ${said}`,
    );
  }
  if (status === 404) {
    return new ScrapeError(
      'absent',
      `There are no metrics at \`${quote(
        path,
      )}\` (404); name their place in \`prometheus.io/path\` and \`prometheus.io/port\`, or say \`prometheus.io/scrape: "false"\``,
    );
  }
  const text = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  return new ScrapeError(
    'status',
    status === 401 || status === 403
      ? `It asks for credentials (${text}), which Portlight has none of for metrics; expose them without`
      : `It answered ${text} instead of metrics`,
  );
}
