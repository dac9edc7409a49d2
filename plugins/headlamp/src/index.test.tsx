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
jest.mock('@kinvolk/headlamp-plugin/lib/CommonComponents', () => ({
  SectionBox: () => null,
}));

/** What all our processors make of the sections of a details page. */
const sectionsOf = (resource: { kind: string } | null, sections: any[]) =>
  registered.registerDetailsViewSectionsProcessor.reduce(
    (before, [{ processor }]) => processor(resource, before),
    sections,
  );

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
      `${entry.url}/sources`,
      `${entry.url}/clusters/:cluster/:tab`,
      `${entry.url}/clusters/:cluster/nodes/:name/:tab`,
      `${entry.url}/costs/:tab`,
      `${entry.url}/clusters/:cluster/namespaces/:namespace`,
      `${entry.url}/clusters/:cluster/namespaces/:namespace/:tab`,
      `${entry.url}/clusters/:cluster/namespaces/:namespace/workloads/:kind/:name/:tab`,
      `${entry.url}/clusters/:cluster/namespaces/:namespace/pods/:name/:tab`,
      `${entry.url}/clusters/:cluster/namespaces/:namespace/services/:name/:tab`,
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
  ])('%s pages answer first, and tell what is used below', kind => {
    const page = [{ id: 'MAIN_HEADER' }, { id: 'METADATA' }, { id: 'EVENTS' }];
    const sections = sectionsOf({ kind }, page);
    expect(sections.map((section: any) => section.id)).toEqual([
      'MAIN_HEADER',
      'portlight-health',
      'METADATA',
      'portlight-metrics',
      ...(kind === 'Pod' ? [] : ['portlight-cost']),
      'EVENTS',
    ]);
    expect(sectionsOf({ kind }, sections)).toEqual(sections);
  });

  it('Service pages get their peers, and what these say', () => {
    const page = [
      { id: 'MAIN_HEADER' },
      { id: 'METADATA' },
      { id: 'headlamp.service-ports' },
    ];
    expect(
      sectionsOf({ kind: 'Service' }, page).map((section: any) => section.id),
    ).toEqual([
      'MAIN_HEADER',
      'METADATA',
      'portlight-peers',
      'portlight-metrics',
      'headlamp.service-ports',
    ]);
  });

  it('other pages are left as they are', () => {
    const sections = [{ id: 'MAIN_HEADER' }];
    expect(sectionsOf({ kind: 'ConfigMap' }, sections)).toBe(sections);
    expect(sectionsOf(null, sections)).toBe(sections);
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
