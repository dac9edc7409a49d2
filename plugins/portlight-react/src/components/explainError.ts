import { PortlightError } from '@portlight/plugin-portlight-common';
import { statusLook, type StatusLook } from './statusLooks';

/** An error in words for the reader of a page. */
export interface Explanation {
  look: StatusLook;
  title: string;
  /** The cause. */
  detail: string;
  /** The one thing to do. */
  action?: string;
  isRetryable: boolean;
}

/**
 * What an error means and what to do about it.
 *
 * @param what - what was asked for, such as `the pods of prod-eu`
 */
export function explainError(error: unknown, what: string): Explanation {
  const detail = error instanceof Error ? error.message : String(error);
  if (!(error instanceof PortlightError)) {
    return {
      look: statusLook('error'),
      title: `Could not show ${what}`,
      detail,
      action:
        'This is a defect of this page. Reload it; if that does not help, report it.',
      isRetryable: true,
    };
  }
  if (error.status === 404) {
    return {
      look: statusLook('unknown'),
      title: `There is no such ${nounOf(what)}`,
      detail,
      action: 'It may have been deleted or renamed since the link was made.',
      isRetryable: true,
    };
  }
  if (error.status === 401) {
    return {
      look: statusLook('signInRequired'),
      title: 'You are not signed in any more',
      detail,
      action: 'Sign in again, then reload this page.',
      isRetryable: true,
    };
  }
  if (error.status === 403) {
    return {
      look: statusLook('unavailable'),
      title: `You may not see ${what}`,
      detail,
      action: 'Ask an administrator of the portal for access to it.',
      isRetryable: false,
    };
  }
  if (error.code === 'invalid-annotation') {
    return {
      look: statusLook('warning'),
      title: 'An annotation says something impossible',
      detail,
      action:
        'Correct it where the entity is described (catalog-info.yaml); the catalog reads it again by itself.',
      isRetryable: true,
    };
  }
  if (error.status >= 400 && error.status < 500) {
    return {
      look: statusLook('warning'),
      title: `${capitalize(what)} cannot be shown with this filter`,
      detail,
      action: error.allowed?.length
        ? `Accepted for ${error.parameter ?? 'it'}: ${error.allowed.join(
            ', ',
          )}.`
        : 'Remove the filters and try again.',
      isRetryable: error.status === 408 || error.status === 429,
    };
  }
  if (error.status === 0) {
    return {
      look: statusLook('unreachable'),
      title: `No answer about ${what}`,
      detail,
      action:
        'Check the connection to the portal. This page tries again by itself.',
      isRetryable: true,
    };
  }
  return {
    look: statusLook('error'),
    title: `Could not read ${what}`,
    detail,
    action: 'This page tries again by itself.',
    isRetryable: true,
  };
}

function capitalize(text: string) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `the pod cart-7f` -> `pod cart-7f`. */
function nounOf(what: string) {
  return what.replace(/^the /, '');
}
