import {
  PortlightError,
  type PortlightApi,
} from '@portlight/plugin-portlight-common';

/** An API that knows the answers given and refuses everything else, so that a test sees what a page asks. */
export function fakePortlightApi(answers: Partial<PortlightApi>): PortlightApi {
  return new Proxy({ mode: 'remote', ...answers } as PortlightApi, {
    get: (target, method: keyof PortlightApi | 'then') => {
      // not a promise, whatever awaits it
      if (method === 'then') return undefined;
      return (
        target[method] ??
        (async () => {
          throw new PortlightError({
            message: `this test does not answer ${method}`,
            code: 'not-found',
            status: 404,
          });
        })
      );
    },
  });
}
