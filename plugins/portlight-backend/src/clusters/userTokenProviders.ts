/** Strategies of the kubernetes plugin that need a token of the browser's user; the backend has none. */
const USER_TOKEN_PROVIDERS = new Set(['google', 'oidc', 'aks', 'pinniped']);

/** @param authProvider - such as `google`, or `oidc.okta` */
export function needsUserToken(authProvider: string): boolean {
  return USER_TOKEN_PROVIDERS.has(authProvider.split('.')[0]);
}
