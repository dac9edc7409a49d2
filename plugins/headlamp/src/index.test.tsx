const registered: Record<string, any[][]> = {};

jest.mock('@kinvolk/headlamp-plugin/lib', () => {
  const record =
    (name: string) =>
    (...args: any[]) => {
      (registered[name] ??= []).push(args);
    };
  return {
    ConfigStore: class {
      useConfig = () => () => undefined;
    },
    K8s: {},
    ...Object.fromEntries(
      [
        'registerDetailsViewSectionsProcessor',
        'registerOverviewChartsProcessor',
        'registerPluginSettings',
        'registerRoute',
        'registerSidebarEntry',
      ].map(name => [name, record(name)]),
    ),
  };
});
jest.mock('@kinvolk/headlamp-plugin/lib/ApiProxy', () => ({}));

describe('what the plugin registers in Headlamp', () => {
  beforeAll(async () => {
    await import('./index');
  });

  it('the fleet page stands on the home sidebar and needs no cluster', () => {
    const [entry] = registered.registerSidebarEntry[0];
    expect(entry).toMatchObject({
      sidebar: 'HOME',
      label: 'Fleet',
      useClusterURL: false,
    });
    const routes = registered.registerRoute.map(([route]) => route);
    expect(routes.map(route => route.path)).toEqual([
      entry.url,
      `${entry.url}/clusters/:cluster/:tab`,
    ]);
    for (const route of routes) {
      expect(route).toMatchObject({
        useClusterURL: false,
        sidebar: { item: entry.name, sidebar: 'HOME' },
      });
    }
  });

  it.each([
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'Job',
    'CronJob',
    'Pod',
    'Node',
    'Namespace',
  ])('%s pages get a health section', kind => {
    const [{ processor }] = registered.registerDetailsViewSectionsProcessor[0];
    const sections = processor({ kind }, [{ id: 'MAIN_HEADER' }]);
    expect(sections.map((section: any) => section.id)).toEqual([
      'MAIN_HEADER',
      'portlight-health',
    ]);
  });

  it('other pages are left as they are', () => {
    const [{ processor }] = registered.registerDetailsViewSectionsProcessor[0];
    const sections = [{ id: 'MAIN_HEADER' }];
    expect(processor({ kind: 'ConfigMap' }, sections)).toBe(sections);
    expect(processor(null, sections)).toBe(sections);
  });

  it('the overview gets one tile however often Headlamp asks', () => {
    const [{ processor }] = registered.registerOverviewChartsProcessor[0];
    const once = processor([{ id: 'cpu' }]);
    expect(once.map((chart: any) => chart.id)).toEqual([
      'cpu',
      'portlight-health-tile',
    ]);
    expect(processor(once)).toBe(once);
  });

  it("the settings are registered under the package's name", () => {
    const manifest = jest.requireActual('../package.json');
    expect(registered.registerPluginSettings[0][0]).toBe(manifest.name);
  });
});
