import '@testing-library/jest-dom';
import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { DETAILS_SECTIONS } from './detailsSections';

jest.mock('@kinvolk/headlamp-plugin/lib/CommonComponents', () => ({
  SectionBox: (props: { title: string; children: ReactNode }) => (
    <section aria-label={props.title}>{props.children}</section>
  ),
}));
jest.mock('../host/HeadlampHost', () => ({
  HeadlampHost: (props: { children: ReactNode }) => <>{props.children}</>,
}));
jest.mock('@portlight/plugin-portlight-react', () =>
  Object.fromEntries(
    [
      'CostSection',
      'NamespaceHealthSection',
      'NodeHealthSection',
      'PodHealthSection',
      'ResourceMetricsSection',
      'ServiceMetricsSection',
      'ServicePeersSection',
      'WorkloadHealthSection',
    ].map(name => [
      name,
      (props: object) => <p>{`${name} ${JSON.stringify(props)}`}</p>,
    ]),
  ),
);

const IN_SHOP = { cluster: 'west', namespace: 'shop', name: 'cart' };

it.each([
  [
    'Pod',
    { namespace: 'shop' },
    'portlight-metrics',
    'ResourceMetricsSection',
    {
      scope: { cluster: 'west', namespace: 'shop', kind: 'Pod', name: 'cart' },
      isUntitled: true,
    },
  ],
  [
    'Deployment',
    { namespace: 'shop' },
    'portlight-metrics',
    'ResourceMetricsSection',
    {
      scope: {
        cluster: 'west',
        namespace: 'shop',
        kind: 'Deployment',
        name: 'cart',
      },
      isUntitled: true,
    },
  ],
  [
    'Node',
    {},
    'portlight-metrics',
    'ResourceMetricsSection',
    { scope: { cluster: 'west', node: 'cart' }, isUntitled: true },
  ],
  [
    'Namespace',
    {},
    'portlight-metrics',
    'ResourceMetricsSection',
    { scope: { cluster: 'west', namespace: 'cart' }, isUntitled: true },
  ],
  [
    'Namespace',
    {},
    'portlight-cost',
    'CostSection',
    { scope: { cluster: 'west', namespace: 'cart' } },
  ],
  [
    'Node',
    {},
    'portlight-cost',
    'CostSection',
    { scope: { cluster: 'west' }, node: 'cart' },
  ],
  [
    'CronJob',
    { namespace: 'shop' },
    'portlight-cost',
    'CostSection',
    {
      scope: {
        cluster: 'west',
        namespace: 'shop',
        kind: 'CronJob',
        name: 'cart',
      },
    },
  ],
  [
    'Service',
    { namespace: 'shop' },
    'portlight-metrics',
    'ServiceMetricsSection',
    IN_SHOP,
  ],
  [
    'Service',
    { namespace: 'shop' },
    'portlight-peers',
    'ServicePeersSection',
    IN_SHOP,
  ],
])('%s %j: %s asks %s', (kind, place, id, view, props) => {
  const section = DETAILS_SECTIONS.find(candidate => candidate.id === id)!;
  expect(section.isFor(kind)).toBe(true);
  render(
    section.show({
      kind,
      cluster: 'west',
      metadata: { name: 'cart', ...place },
    }),
  );
  expect(screen.getByRole('region')).toHaveTextContent(
    `${view} ${JSON.stringify(props)}`,
  );
});

it('a pod that does not say its namespace has none of them', () => {
  for (const { show } of DETAILS_SECTIONS.filter(of => of.isFor('Pod'))) {
    const { container } = render(
      show({ kind: 'Pod', cluster: 'west', metadata: { name: 'cart' } }),
    );
    expect(container).toBeEmptyDOMElement();
  }
});
