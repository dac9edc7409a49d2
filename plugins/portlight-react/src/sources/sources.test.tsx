import {
  PortlightError,
  type MetricsSource,
} from '@portlight/plugin-portlight-common';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { PortlightAction } from '../host';
import { FakePortlightApi } from '../testing/FakePortlightApi';
import { fleetFixture } from '../testing/fleetFixture';
import { TestFrame } from '../testing/TestFrame';
import { describeSources, sourceKey, sourceSnippet } from './describeSources';
import { SourcesView } from './SourcesView';

// axe reads every element: much, on a busy machine.
jest.setTimeout(30_000);

function show(
  options: Partial<Parameters<typeof TestFrame>[0]> = {},
  prepare: (api: FakePortlightApi) => void = () => {},
) {
  const api = new FakePortlightApi(fleetFixture({ now: Date.now() }));
  prepare(api);
  const may: PortlightAction[] = ['syncRead'];
  const result = render(
    <TestFrame api={api} may={may} {...options}>
      <SourcesView />
    </TestFrame>,
  );
  return { api, user: userEvent.setup(), ...result };
}

const source = (different: Partial<MetricsSource>): MetricsSource => ({
  name: 'a',
  kind: 'prometheus',
  status: 'available',
  ...different,
});

describe('the sentence about sources', () => {
  it.each<[string, Partial<MetricsSource>[]]>([
    ['No source of metrics is known.', []],
    ['All 2 sources of metrics answer.', [{}, {}]],
    [
      'The only source of metrics answers; 1 more is there and not configured.',
      [{}, { configured: false, status: 'unknown' }],
    ],
    [
      '1 of 2 sources of metrics fails, in prod-eu.',
      [{}, { status: 'failing', cluster: 'prod-eu' }],
    ],
    [
      '1 of 2 sources of metrics answer; 1 is not installed.',
      [{}, { status: 'absent' }],
    ],
    ['1 not asked yet.', [{ status: 'unknown' }]],
    [
      '2 of 4 sources of metrics fail; 1 is not installed; 1 not asked yet.',
      [
        { status: 'failing' },
        { status: 'failing' },
        { status: 'absent' },
        { status: 'unknown' },
      ],
    ],
  ])('%s', (sentence, sources) => {
    expect(
      describeSources(
        sources.map(different => source({ configured: true, ...different })),
      ),
    ).toBe(sentence);
  });
});

describe('what to copy', () => {
  it.each<[string, Partial<MetricsSource>, RegExp]>([
    [
      'for a cluster without the Metrics API',
      { kind: 'metricsApi', status: 'absent' },
      /kubectl apply .*metrics-server/,
    ],
    [
      'for a kubelet that refuses',
      { kind: 'kubelet', status: 'failing', message: 'Forbidden' },
      /nodes\/proxy/,
    ],
    [
      'for a Prometheus that is only detected',
      { message: 'Detected. Add:\n\nportlight:\n\n  metrics: {}' },
      /^portlight:\n\n {2}metrics: \{\}$/,
    ],
  ])('%s', (_name, different, text) => {
    expect(sourceSnippet(source(different))!.text).toMatch(text);
  });

  it.each<[string, Partial<MetricsSource>]>([
    ['is configured', { status: 'failing', message: 'No answer' }],
    [
      'fails for another reason',
      { kind: 'kubelet', status: 'failing', message: 'No answer' },
    ],
    ['works', { kind: 'metricsApi' }],
  ])('is nothing for what %s', (_name, different) => {
    expect(sourceSnippet(source(different))).toBeUndefined();
  });
});

describe('the sources view', () => {
  it('lists what was detected per cluster, what fails first', async () => {
    show();
    const table = await screen.findByRole('table');
    const [, first] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('Failing');
    expect(within(table).getAllByText('Detected')).toHaveLength(1);
    expect(
      screen.getByText(
        '2 of 10 sources of metrics fail, in prod-us; 1 is not installed; 1 not asked yet; 1 more is there and not configured.',
      ),
    ).toBeVisible();
  });

  it('opens one with its snippet, tests it, and shows each check', async () => {
    const { user, api } = show();
    await user.click(
      await screen.findByRole('button', {
        name: 'Details of Thanos US in prod-us',
      }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Thanos US' });
    expect(dialog).toHaveTextContent('Answered 401: no org id');
    await user.click(within(dialog).getByRole('button', { name: 'Test now' }));
    expect(
      await within(dialog).findByText('It cannot be used as it is'),
    ).toBeVisible();
    expect(
      within(within(dialog).getByRole('list', { name: 'Checks' }))
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'Reach Answered in 41 ms',
      'Query Answered 401: no org id. Set `tenant` of this source.',
    ]);
    expect(api.calls).toContainEqual({
      method: 'testMetricsSource',
      argument: { source: 'Thanos US', cluster: 'prod-us' },
    });
    expect(await axe(dialog)).toHaveNoViolations();
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says in place why a test could not be done', async () => {
    const { user } = show(
      {
        search: `source=${encodeURIComponent(
          sourceKey(source({ name: 'kubelet', cluster: 'prod-us' })),
        )}`,
      },
      api => {
        api.testMetricsSource = () =>
          Promise.reject(
            new PortlightError({
              status: 503,
              code: 'unreachable',
              message: 'The replica that owns this cluster does not answer.',
            }),
          );
      },
    );
    await user.click(await screen.findByRole('button', { name: 'Test now' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The source was not tested. The replica that owns this cluster',
    );
  });

  it('offers no test to those who may not', async () => {
    const { user } = show({ may: [] });
    await user.click(
      await screen.findByRole('button', {
        name: 'Details of Kubelets in prod-us',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).queryByRole('button', { name: /Test/ })).toBeNull();
  });

  it('says who may see it when it is refused', async () => {
    show({}, api => {
      api.listMetricsSources = () =>
        Promise.reject(
          new PortlightError({
            status: 403,
            code: 'not-allowed',
            message: 'Needs portlight.sync.read.',
          }),
        );
    });
    expect(
      await screen.findByText('You may not see the sources of metrics'),
    ).toBeVisible();
  });
});
