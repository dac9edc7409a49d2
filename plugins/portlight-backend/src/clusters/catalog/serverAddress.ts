/**
 * The address of an API server in one spelling, so that two can be compared; nothing for what is none. Without
 * user and query, which an API server's address does not have.
 */
export function serverAddress(text: unknown): string | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const { protocol, origin, pathname, username, password, search } = new URL(
    text,
  );
  if (!/^https?:$/.test(protocol) || username || password || search) {
    return undefined;
  }
  return origin + pathname.replace(/\/+$/, '');
}
