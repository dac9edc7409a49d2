import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { CostPageView } from '../cost';
import { saveFile } from '../components/saveFile';
import { FakePortlightApi } from '../testing/FakePortlightApi';
import { fleetFixture } from '../testing/fleetFixture';
import { TestFrame } from '../testing/TestFrame';
import { RightsizingSection } from './RightsizingSection';

jest.mock('../components/saveFile', () => ({ saveFile: jest.fn() }));

// axe reads every element: much, on a busy machine.
jest.setTimeout(60_000);

const CART = {
  cluster: 'prod-eu',
  namespace: 'shop',
  kind: 'Deployment',
  name: 'cart',
};

function show(
  view = <CostPageView tab="rightsizing" />,
  options: Partial<Parameters<typeof TestFrame>[0]> = {},
  prepare: (api: FakePortlightApi) => void = () => {},
) {
  const api = new FakePortlightApi(fleetFixture());
  prepare(api);
  const onSearch = jest.fn<void, [string]>();
  const result = render(
    <TestFrame api={api} onSearch={onSearch} {...options}>
      {view}
    </TestFrame>,
  );
  const user = userEvent.setup();
  return { api, onSearch, user, ...result };
}

const choose = (name: string) =>
  screen.findByRole('checkbox', { name: `Choose ${name}` });

describe('the rightsizing of the fleet', () => {
  it('says what could be saved, and what of it becomes money', async () => {
    show();
    expect(
      await screen.findByText(
        /^Requests are €[\d,]+ a month above what is needed; nodes that can go then save €[\d,]+\. \d workloads need more than requested\.$/,
      ),
    ).toBeVisible();
    const becomes = screen.getByRole('region', { name: 'What becomes money' });
    expect(
      within(becomes).getByText('data-platform').closest('tr'),
    ).toHaveTextContent('No node becomes free');
  });

  it('shows what each container requests and should, and on what that stands', async () => {
    show();
    const row = (await choose('storefront in shop, prod-eu')).closest('tr')!;
    expect(row).toHaveTextContent(/2 → \d+m/);
    expect(row).toHaveTextContent(/2 GiB → \d+ MiB/);
    expect(row).toHaveTextContent('14 d, 12.1k');
    expect(row).toHaveTextContent('The autoscaler storefront scales on CPU');
  });

  it('does not show what is not known as nothing', async () => {
    show();
    const box = await choose('cart-redis in shop, prod-eu');
    expect(box).toBeDisabled();
    expect(box.closest('tr')).toHaveTextContent(/Not known yet.*–/);
    expect(box.closest('tr')).not.toHaveTextContent('€0');
  });

  it('takes the patches of chosen workloads along', async () => {
    const { user } = show();
    const copy = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(await choose('storefront in shop, prod-eu'));
    await user.click(await choose('fraud-scoring in payments, prod-us'));
    expect(screen.getByText(/^2 workloads chosen, €/)).toBeVisible();
    await user.click(
      screen.getByRole('button', { name: 'Copy YAML of the patches' }),
    );
    expect(await screen.findByText('Copied')).toBeVisible();
    const [yaml] = copy.mock.calls[0];
    expect(yaml.split('---\n')).toEqual([
      expect.stringMatching(
        /^# Deployment payments\/fraud-scoring in cluster prod-us\n# kubectl --context prod-us .*\napiVersion: apps\/v1/,
      ),
      expect.stringMatching(
        /^# Deployment shop\/storefront in cluster prod-eu\n/,
      ),
    ]);
    await user.click(screen.getByRole('button', { name: 'Download YAML' }));
    expect(saveFile).toHaveBeenCalledWith('rightsizing.yaml', expect.any(Blob));
    await user.click(screen.getByRole('button', { name: 'Choose none' }));
    expect(await choose('storefront in shop, prod-eu')).not.toBeChecked();
  });

  it('chooses all that the search leaves', async () => {
    const { user } = show(undefined, { search: 'q=catalogue' });
    await user.click(
      await screen.findByRole('button', { name: 'Choose all 4' }),
    );
    expect(screen.getByText(/^4 workloads chosen/)).toBeVisible();
  });

  it('asks for what the address says, and writes a change into it', async () => {
    const { api, user, onSearch } = show(undefined, {
      search: 'cluster=prod-eu&owner=group%3Adefault%2Fcheckout&strategy=krr',
    });
    await choose('cart in shop, prod-eu');
    expect(api.calls).toContainEqual({
      method: 'getRightsizing',
      argument: {
        scope: {
          cluster: ['prod-eu'],
          namespace: undefined,
          owner: ['group:default/checkout'],
        },
        query: { strategy: 'krr', limit: 500 },
      },
    });
    expect(screen.getByRole('radio', { name: 'KRR' })).toBeChecked();
    await user.click(screen.getByRole('radio', { name: 'VPA' }));
    expect(onSearch).toHaveBeenLastCalledWith(
      expect.stringContaining('strategy=vpa'),
    );
  });

  it('says why, with the figures behind it and the patch', async () => {
    const { user } = show();
    await user.click(
      await screen.findByRole('button', {
        name: 'Why, for fraud-scoring of fraud-scoring in prod-eu',
      }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Requests of fraud-scoring',
    });
    expect(dialog).toHaveTextContent('9 times out of memory');
    const rows = within(dialog)
      .getAllByRole('row')
      .map(row => row.textContent);
    expect(rows).toContain('Request now250m512 MiB');
    expect(rows).toContainEqual(expect.stringMatching(/^P95\d+m$/));
    expect(
      within(dialog).getByRole('img', { name: /^Memory of fraud-scoring/ }),
    ).toHaveAccessibleName(/recommended 640 MiB, now 512 MiB/);
    expect(dialog).toHaveTextContent('kind: Deployment');
    expect(await axe(dialog)).toHaveNoViolations();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('lists advice besides requests, each with its change', async () => {
    const { user } = show();
    const section = await screen.findByRole('region', {
      name: 'Besides requests',
    });
    await within(section).findByText('pvc-1f0c4a7e');
    expect(section).toHaveTextContent('6 pieces of advice, €134 a month');
    await user.click(
      within(section).getByRole('button', {
        name: 'Details of the advice about pvc-1f0c4a7e in data-platform',
      }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'pvc-1f0c4a7e' });
    expect(dialog).toHaveTextContent('take a snapshot first');
    expect(dialog).toHaveTextContent('delete persistentvolume pvc-1f0c4a7e');
    expect(await axe(dialog)).toHaveNoViolations();
  });
});

describe('the rightsizing of one workload', () => {
  it('shows its containers and why', async () => {
    const { user, container } = show(<RightsizingSection scope={CART} />);
    expect(await screen.findByText(/^Requests are €/)).toBeVisible();
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(await axe(container)).toHaveNoViolations();
    await user.click(screen.getByRole('button', { name: /^Why, for cart/ }));
    expect(
      await screen.findByRole('dialog', { name: 'Requests of cart' }),
    ).toBeVisible();
  });

  it('is an entity in all clusters', async () => {
    show(
      <RightsizingSection scope={{ entityRef: 'component:default/cart' }} />,
    );
    const table = await screen.findByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(5);
  });

  it('says what it waits for', async () => {
    show(<RightsizingSection scope={CART} />, {}, api => {
      api.costState = 'empty';
    });
    expect(await screen.findByText('Nothing to judge yet')).toBeVisible();
  });

  it('is left out without a portal', () => {
    const { api, container } = show(
      <RightsizingSection scope={CART} />,
      {},
      fake => {
        fake.mode = 'direct';
      },
    );
    expect(container.textContent).toBe('');
    expect(api.calls).toEqual([]);
  });
});
