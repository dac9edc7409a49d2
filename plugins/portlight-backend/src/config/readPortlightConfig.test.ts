import { ConfigReader } from '@backstage/config';
import { readPortlightConfig } from './readPortlightConfig';

describe('readPortlightConfig', () => {
  it.each([
    ['nothing', {}],
    ['an empty section', { portlight: {} }],
    ['a kubeconfig', { portlight: { kubeconfig: { path: 'x' } } }],
  ])('reads the kubernetes section by default, with %s', (_, data) => {
    expect(readPortlightConfig(new ConfigReader(data))).toEqual({
      sources: { kubernetes: true },
    });
  });

  it.each([[false], ['false']])('leaves it out when told %j', kubernetes => {
    expect(
      readPortlightConfig(
        new ConfigReader({ portlight: { sources: { kubernetes } } }),
      ),
    ).toEqual({ sources: { kubernetes: false } });
  });

  it.each([
    [
      'a misspelt section',
      { portlight: { kubeconfg: { path: 'x' } } },
      '`portlight.kubeconfg` in the configuration is not a setting of Portlight; the settings here are portlight.sources, portlight.kubeconfig',
    ],
    [
      'a misspelt setting',
      { portlight: { kubeconfig: { file: 'x' } } },
      '`portlight.kubeconfig.file` in the configuration is not a setting of Portlight; the settings here are portlight.kubeconfig.path, portlight.kubeconfig.contexts',
    ],
    [
      'a value in the place of a section',
      { portlight: { kubeconfig: '/home/me/.kube/config' } },
      '`portlight.kubeconfig` in the configuration has to be a section with path, contexts',
    ],
    [
      'a list in the place of all',
      { portlight: [] },
      '`portlight` in the configuration has to be a section with sources, kubeconfig',
    ],
    [
      'another type',
      { portlight: { sources: { kubernetes: 'perhaps' } } },
      'portlight.sources.kubernetes',
    ],
  ])('says what is wrong with %s', (_, data, message) => {
    expect(() => readPortlightConfig(new ConfigReader(data))).toThrow(message);
  });
});
