import { ConfigStore } from '@kinvolk/headlamp-plugin/lib';
import type { RateTexts } from './rates';

/** The name that Headlamp knows the plugin by; its settings are kept under it. */
export const PLUGIN_NAME = 'portlight-headlamp';

/** What a user of Headlamp sets; kept in the browser by Headlamp. */
export interface Settings {
  /**
   * Where the portal's backend answers, such as `https://portal.example.com`. Empty: clusters are read directly, with
   * the user's own access.
   */
  portalUrl?: string;
  /** A Backstage token, where Headlamp does not stand inside the portal. */
  token?: string;
  /** What things cost where clusters are read directly, as typed. */
  rates?: RateTexts;
}

export const settingsStore = new ConfigStore<Settings>(PLUGIN_NAME);

/**
 * The portal's API address for a portal URL.
 *
 * @throws TypeError with a sentence for the user where it is no http(s) URL
 */
export function apiBaseUrl(portalUrl: string): string {
  let url: URL;
  try {
    url = new URL(portalUrl.trim());
  } catch {
    throw new TypeError(
      'This is not a URL; it looks like https://portal.example.com',
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new TypeError('The portal is reached by https:// or http://');
  }
  if (url.username || url.password) {
    throw new TypeError('Leave user and password out; set a token instead');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/api/portlight`;
}

/** Whether the token would travel unencrypted to another machine. */
export function isReadableOnTheWay(settings: Settings): boolean {
  if (!settings.token || !settings.portalUrl) return false;
  try {
    const { protocol, hostname } = new URL(settings.portalUrl.trim());
    return (
      protocol === 'http:' &&
      !['localhost', '127.0.0.1', '[::1]'].includes(hostname)
    );
  } catch {
    return false;
  }
}
