import { requireAnsweredSources } from './requireAnsweredSources';

const down = {
  name: 'kubernetes',
  answered: false,
  clusters: 0,
  message: 'The clusters of the source "kubernetes" cannot be read: refused',
};

describe('an empty list of clusters', () => {
  it.each([
    ['no source', []],
    ['a source that has none', [{ ...down, answered: true }]],
    ['a source that is still being asked', [{ ...down, message: undefined }]],
    [
      'a filter on a fleet of which one source is down',
      [down, { name: 'kubeconfig', answered: true, clusters: 2 }],
    ],
  ])('is answered with %s', (_name, sources) => {
    expect(() => requireAnsweredSources(sources, true)).not.toThrow();
  });

  it('is refused with the reason while the only source has never answered', () => {
    expect(() => requireAnsweredSources([down], true)).toThrow(
      expect.objectContaining({
        code: 'clusters-unknown',
        status: 503,
        message: down.message,
      }),
    );
  });

  it('is refused without the reason for who does not see all clusters', () => {
    expect(() => requireAnsweredSources([down], false)).toThrow(
      expect.objectContaining({
        code: 'clusters-unknown',
        message: expect.not.stringMatching(/kubernetes|refused/),
      }),
    );
  });
});
