import { isPath, readHostPort } from '@portlight/plugin-portlight-common';

/** Where a URL leads: out, or to a Service of the target's cluster. */
export type TargetUrl =
  | { url: URL }
  | {
      service: {
        namespace: string;
        name: string;
        port: string;
        scheme: 'http' | 'https';
        /** With the query. */
        path: string;
      };
    };

const SERVICE =
  /^service(\+https)?:\/\/([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)\/([a-z]([-a-z0-9]{0,61}[a-z0-9])?):([a-z0-9-]{1,63})(\/.*)?$/;
const EXPECTED =
  'has to be an http(s) URL without credentials, or service://namespace/name:port/path for a Service of the cluster';

/** @throws an Error with a sentence */
export function parseTargetUrl(text: string): TargetUrl {
  const service = SERVICE.exec(text);
  if (service) {
    const [, secure, namespace, , name, , port, path = '/'] = service;
    if (!isPath(path)) throw new Error(`The path of ${text} is none`);
    const scheme = secure ? 'https' : 'http';
    return { service: { namespace, name, port, scheme, path } };
  }
  const shown = JSON.stringify(text.slice(0, 80));
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Error(`The address is ${shown}, but ${EXPECTED}`);
  }
  if (
    (url.protocol !== 'http:' && url.protocol !== 'https:') ||
    !readHostPort(url.host)
  ) {
    throw new Error(`The address is ${shown}, but ${EXPECTED}`);
  }
  if (url.username || url.password) {
    throw new Error(
      `The address has credentials in it, which everybody could read, but ${EXPECTED}`,
    );
  }
  url.hash = '';
  return { url };
}

/** The text in its final form. @throws an Error with a sentence */
export function readTargetUrl(text: string): string {
  const target = parseTargetUrl(text);
  return 'url' in target ? target.url.href : text;
}
