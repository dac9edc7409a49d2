import { PortlightError } from '@portlight/plugin-portlight-common';
import {
  fireEvent,
  render,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { PortlightAction } from '../host';
import type { CostState } from '../testing/costs/costBasics';
import { FakePortlightApi } from '../testing/FakePortlightApi';
import { fleetFixture } from '../testing/fleetFixture';
import { TestFrame } from '../testing/TestFrame';
import { CostPageView, type CostPageViewProps } from './CostPageView';
import { webAddress } from './unowned/ClaimDialog';

// axe reads every element: much, on a busy machine.
jest.setTimeout(60_000);

const MANAGER: PortlightAction[] = ['costRead', 'costManage'];
const READER: PortlightAction[] = ['costRead'];

type Tab = CostPageViewProps['tab'];

function show(
  tab: Tab,
  options: Partial<Parameters<typeof TestFrame>[0]> = {},
  prepare: (api: FakePortlightApi) => void = () => {},
) {
  const api = new FakePortlightApi(fleetFixture());
  prepare(api);
  const result = render(
    <TestFrame api={api} may={MANAGER} {...options}>
      <CostPageView tab={tab} />
    </TestFrame>,
  );
  return { api, user: userEvent.setup(), ...result };
}

const settled = () =>
  waitFor(() => expect(screen.queryByText(/^Loading/)).toBeNull(), {
    timeout: 20_000,
  });

const inState = (state: CostState) => (api: FakePortlightApi) => {
  api.costState = state;
};

const TABS: Tab[] = [
  'rightsizing',
  'budgets',
  'unowned',
  'anomalies',
  'accuracy',
];

describe.each(TABS)('the page %s', tab => {
  it.each<CostState>([
    'normal',
    'empty',
    'restricted',
    'incomplete',
    'default-prices',
  ])('has no fault for assistive technology: %s', async state => {
    const { container } = show(tab, {}, inState(state));
    await settled();
    expect(await axe(container)).toHaveNoViolations();
    expect(container).not.toHaveTextContent(/NaN|undefined|Infinity/);
  });

  it('says that it needs a portal where there is none', async () => {
    const { api } = show(tab, {}, fake => {
      fake.mode = 'direct';
    });
    expect(
      await screen.findByRole('heading', { name: 'This needs a portal' }),
    ).toBeVisible();
    expect(api.calls).toEqual([]);
  });

  it('leads to its siblings', async () => {
    show(tab);
    const tabs = screen.getByRole('navigation', {
      name: 'Parts of the cost of the fleet',
    });
    expect(
      within(tabs)
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual(['/costs', ...TABS.map(other => `/costs/${other}`)]);
    expect(
      within(tabs)
        .getAllByRole('link')
        .find(link => link.getAttribute('aria-current') === 'page'),
    ).toHaveAttribute('href', `/costs/${tab}`);
  });
});

const METHODS: [Tab, keyof FakePortlightApi, string][] = [
  ['budgets', 'listBudgets', 'Could not read the budgets'],
  ['unowned', 'listUnownedCosts', 'Could not read unowned spend'],
  ['anomalies', 'listCostAnomalies', 'Could not read unusual days'],
  ['accuracy', 'getCostAccuracy', 'Could not read the accuracy of costs'],
  ['accuracy', 'listBills', 'Could not read the bills'],
  ['accuracy', 'getCostJobs', 'Could not read the hourly job'],
  ['accuracy', 'listPrices', 'Could not read the prices in force'],
];

it.each(METHODS)(
  'on %s: when %s fails, it says so where it would stand',
  async (tab, method, title) => {
    show(tab, {}, api => {
      Object.assign(api, {
        [method]: () =>
          Promise.reject(
            new PortlightError({
              status: 500,
              code: 'internal',
              message: 'The database does not answer.',
            }),
          ),
      });
    });
    expect(
      await screen.findByText(title, {}, { timeout: 20_000 }),
    ).toBeVisible();
  },
);

describe('budgets', () => {
  it('says first which do not hold, worst first', async () => {
    show('budgets');
    expect(
      await screen.findByText(
        'Of 4 budgets, Checkout is exceeded; Payments will be before the month ends.',
      ),
    ).toBeVisible();
    const [, ...rows] = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows.map(row => within(row).getAllByRole('cell')[1])).toMatchObject(
      ['Exceeded', 'Will not hold', 'Nearly spent', 'Within'].map(text =>
        expect.objectContaining({
          textContent: expect.stringContaining(text),
        }),
      ),
    );
    expect(
      within(rows[0]).getByRole('img', {
        name: /spent of €954 \(104%\), €.* expected by the end of 2026-11/,
      }),
    ).toBeInTheDocument();
  });

  it('sets one, once it is right', async () => {
    const { user, api } = show('budgets');
    await user.click(
      await screen.findByRole('button', { name: 'Set a budget' }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Set a budget' });
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(within(dialog).getByText('Give it a name.')).toBeVisible();
    expect(within(dialog).getByLabelText('Name')).toBeInvalid();
    expect(await axe(dialog)).toHaveNoViolations();
    expect(api.calls.map(({ method }) => method)).not.toContain('createBudget');

    await user.type(within(dialog).getByLabelText('Name'), 'Shop in EU');
    await user.selectOptions(
      within(dialog).getByLabelText('Whose cost'),
      'Namespace',
    );
    await user.type(within(dialog).getByLabelText('Namespace'), 'shop');
    await user.type(within(dialog).getByLabelText(/^In cluster/), 'prod-eu');
    await user.type(
      within(dialog).getByLabelText('Amount per month'),
      '1,200.50',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.calls).toContainEqual({
      method: 'createBudget',
      argument: {
        name: 'Shop in EU',
        scope: { namespace: 'shop', cluster: 'prod-eu' },
        amount: 1200.5,
        thresholds: [0.5, 0.8, 1],
        notifyForecast: true,
      },
    });
    expect(await screen.findByText('Shop in EU')).toBeVisible();
  });

  it('says of one of the configuration where it is changed', async () => {
    const { user } = show('budgets');
    await user.click(
      await screen.findByRole('button', { name: 'Details of Payments' }),
    );
    const dialog = await screen.findByRole('dialog', { name: /^Payments/ });
    expect(
      within(dialog).getByText(
        'in the configuration of the portal, and changed there only',
      ),
    ).toBeVisible();
    expect(within(dialog).queryByRole('button', { name: 'Change' })).toBeNull();
    expect(within(dialog).queryByRole('button', { name: 'Delete' })).toBeNull();
  });

  it('shows a refusal at the field that it is about', async () => {
    const { user } = show('budgets', { search: 'budget=new' }, api => {
      api.createBudget = () =>
        Promise.reject(
          new PortlightError({
            status: 400,
            code: 'invalid-parameter',
            message: 'There is no such group in the catalog.',
            parameter: 'scope.owner',
          }),
        );
    });
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Name'), 'X');
    await user.type(within(dialog).getByLabelText('Owner'), 'group:default/x');
    await user.type(within(dialog).getByLabelText('Amount per month'), '5');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(
      await within(dialog).findByText('There is no such group in the catalog.'),
    ).toBeVisible();
    expect(within(dialog).getByLabelText('Owner')).toBeInvalid();
  });

  it('opens one, changes it and deletes it', async () => {
    const { user, api } = show('budgets');
    await user.click(
      await screen.findByRole('button', { name: 'Details of Checkout' }),
    );
    const details = await screen.findByRole('dialog', { name: 'Checkout' });
    expect(details).toHaveTextContent('50% reached, 80% reached, 100% reached');
    expect(details).toHaveTextContent('How the forecast is made');
    expect(await axe(details)).toHaveNoViolations();
    await user.click(within(details).getByRole('button', { name: 'Change' }));
    const form = await screen.findByRole('dialog', {
      name: 'Change the budget Checkout',
    });
    const amount = within(form).getByLabelText('Amount per month');
    await user.clear(amount);
    await user.type(amount, '2000');
    await user.click(within(form).getByRole('button', { name: 'Save' }));
    const changed = await screen.findByRole('dialog', { name: 'Checkout' });
    await waitFor(() => expect(changed).toHaveTextContent('€2,000'));
    await user.click(within(changed).getByRole('button', { name: 'Delete' }));
    await user.click(
      within(
        await screen.findByRole('dialog', {
          name: 'Delete the budget Checkout?',
        }),
      ).getByRole('button', { name: 'Delete' }),
    );
    await waitFor(() => expect(screen.queryByText('Checkout')).toBeNull());
    expect(api.calls).toContainEqual({
      method: 'deleteBudget',
      argument: 'budget-1',
    });
  });

  it('lets those who may only read do nothing', async () => {
    const { user } = show('budgets', { may: READER });
    await user.click(
      await screen.findByRole('button', { name: 'Details of Checkout' }),
    );
    const details = await screen.findByRole('dialog', { name: 'Checkout' });
    expect(
      within(details)
        .getAllByRole('button')
        .map(button => button.textContent),
    ).toEqual(['Close']);
    expect(screen.queryByText('Set a budget')).toBeNull();
  });

  it('opens no form from a link for those who may not', async () => {
    show('budgets', { may: READER, search: 'budget=new' });
    await screen.findByText('Checkout');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('unowned spend', () => {
  it('leads to the change that gives an owner', async () => {
    const { user } = show('unowned');
    expect(
      await screen.findByText(
        /belongs to nobody: 5 workloads without an owner/,
      ),
    ).toBeVisible();
    await user.click(
      screen.getByRole('button', { name: 'Claim recommendations in prod-eu' }),
    );
    const entity = await screen.findByRole('dialog', {
      name: 'Claim recommendations',
    });
    expect(
      within(entity).getByRole('link', { name: 'Edit the entity' }),
    ).toHaveAttribute('href', expect.stringMatching(/catalog-info\.yaml$/));
    expect(
      within(entity).getByRole('link', {
        name: 'component:default/recommendations',
      }),
    ).toHaveAttribute('href', '/catalog/component:default/recommendations');
    expect(await axe(entity)).toHaveNoViolations();
    await user.keyboard('{Escape}');
    await user.click(
      screen.getByRole('button', {
        name: 'Claim nightly-aggregation-29388122 in data-platform',
      }),
    );
    const label = await screen.findByRole('dialog');
    expect(label).toHaveTextContent(
      'kubectl --context data-platform -n warehouse label job nightly-aggregation-29388122 backstage.io/kubernetes-id=nightly-aggregation-29388122',
    );
    expect(within(label).queryByRole('link', { name: /Edit/ })).toBeNull();
  });

  it.each([
    ['https://git.acme.example/edit', 'https://git.acme.example/edit'],
    // eslint-disable-next-line no-script-url
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['edit', undefined],
    [undefined, undefined],
  ])('takes %p for the address %p', (text, address) => {
    expect(webAddress(text)).toBe(address);
  });
});

it('says of an unusual day what changed, by how much', async () => {
  const { user } = show('anomalies');
  expect(
    await screen.findByText(
      /^clickstream-enricher cost €.* more than expected on Wed, Nov 18\.$/,
    ),
  ).toBeVisible();
  await user.click(
    screen.getByRole('button', { name: /^Details of clickstream-enricher/ }),
  );
  const dialog = await screen.findByRole('dialog');
  expect(
    within(within(dialog).getByRole('table'))
      .getAllByRole('row')
      .map(row => row.textContent),
  ).toEqual([
    'What changedHowAmountOf the change',
    expect.stringMatching(/^ReplicasPods rose from 12 to 19\.2.*87%$/),
    expect.stringMatching(/^Usage.*13%$/),
  ]);
  expect(await axe(dialog)).toHaveNoViolations();
});

describe('accuracy', () => {
  it('says how near the cost is to the bills', async () => {
    show('accuracy');
    expect(
      await screen.findByText(
        /^The modelled cost was 3% under the bills; what is shown is <0\.1% under; 5 clusters have no bill\.$/,
      ),
    ).toBeVisible();
  });

  it('puts hours that lack the same together', async () => {
    show('accuracy', {}, inState('incomplete'));
    const section = await screen.findByRole('region', {
      name: 'Incomplete hours',
    });
    const [, ...rows] = within(section).getAllByRole('row');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toHaveTextContent('25 hours');
    expect(rows[0]).toHaveTextContent('did not answer for 60 of 60 minutes');
    expect(
      await screen.findByRole('progressbar', {
        name: 'Progress of the backfill',
      }),
    ).toHaveValue(4812);
  });

  it('shows prices only to those who may not manage', async () => {
    const { api } = show('accuracy', { may: READER });
    expect(
      await screen.findByText(
        '4 of 38 nodes stand on default prices, which may be far from what you pay.',
      ),
    ).toBeVisible();
    expect(screen.queryByText('Import a bill')).toBeNull();
    expect(api.calls.map(({ method }) => method)).not.toContain(
      'getCostAccuracy',
    );
  });

  it('asks for hours of the past', async () => {
    const { user, api } = show('accuracy');
    await user.click(
      await screen.findByRole('button', { name: 'Compute past hours' }),
    );
    const dialog = await screen.findByRole('dialog');
    const since = within(dialog).getByLabelText('From (UTC)');
    await user.clear(since);
    await user.type(since, '2026-02-31');
    await user.click(within(dialog).getByRole('button', { name: 'Start' }));
    expect(since).toBeInvalid();
    await user.clear(since);
    await user.type(since, '2025-10-01');
    const until = within(dialog).getByLabelText('To, including that day');
    await user.clear(until);
    await user.type(until, '2025-10-02');
    await user.selectOptions(
      within(dialog).getByLabelText('Cluster'),
      'prod-eu',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Start' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.calls).toContainEqual({
      method: 'startCostBackfill',
      argument: {
        since: '2025-10-01T00:00:00.000Z',
        until: '2025-10-03T00:00:00.000Z',
        clusters: ['prod-eu'],
      },
    });
  });
});

const bill = (lines: string[]) =>
  new File([['Date,Amount', ...lines].join('\n')], 'aws-2026-11.csv', {
    type: 'text/csv',
  });

describe('the import of a bill', () => {
  async function open(
    prepare?: Parameters<typeof show>[2],
  ): Promise<ReturnType<typeof show> & { dialog: HTMLElement }> {
    const shown = show('accuracy', { search: 'import=' }, prepare);
    const dialog = await screen.findByRole('dialog', { name: 'Import a bill' });
    return { ...shown, dialog };
  }

  it('judges a file first, says which lines are wrong, and imports it then', async () => {
    const { user, api, dialog } = await open();
    expect(
      within(dialog).getByRole('button', { name: 'Import' }),
    ).toBeDisabled();
    await user.upload(
      within(dialog).getByLabelText('File of the bill'),
      bill(['2026-11-01,287.3', 'yesterday,12', '2026-11-02,287.3']),
    );
    expect(
      await within(dialog).findByText(
        'The modelled cost of its days is 3% under this bill; with its factors it would be <0.1% under.',
      ),
    ).toBeVisible();
    expect(
      within(dialog).getByText(/There is a bill of this name: it is replaced/),
    ).toBeVisible();
    const errors = within(dialog).getByRole('region', {
      name: 'Lines that are not taken',
    });
    expect(within(errors).getAllByRole('row')[1]).toHaveTextContent(
      '3Date"yesterday" is no date. Write it as 2026-11-01.',
    );
    expect(await axe(dialog)).toHaveNoViolations();
    const imports = () =>
      api.calls.filter(({ method }) => method === 'importBill');
    expect(imports()).toHaveLength(1);
    expect(imports()[0].argument).toMatchObject({ dryRun: true });
    const importIt = within(dialog).getByRole('button', { name: 'Import' });
    expect(importIt).toBeDisabled();

    await user.upload(
      within(dialog).getByLabelText('File of the bill'),
      bill(['2026-11-01,287.3', '2026-11-02,287.3']),
    );
    await waitFor(() => expect(importIt).toBeEnabled());
    expect(
      within(dialog).queryByRole('region', {
        name: 'Lines that are not taken',
      }),
    ).toBeNull();
    await user.click(importIt);
    const done = await screen.findByRole('dialog', {
      name: 'The bill was imported',
    });
    expect(imports()).toHaveLength(3);
    expect(imports()[2].argument).toMatchObject({
      dryRun: false,
      name: 'aws-2026-11.csv',
    });
    expect(done).toHaveTextContent('it is now <0.1% under');
    await user.click(within(done).getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('takes a file that is dropped', async () => {
    const { dialog, api } = await open();
    fireEvent.drop(within(dialog).getByText(/Drop the file here/), {
      dataTransfer: { files: [bill(['2026-11-01,1'])] },
    });
    expect(await within(dialog).findByText('aws-2026-11.csv')).toBeVisible();
    await waitFor(() =>
      expect(api.calls.map(({ method }) => method)).toContain('importBill'),
    );
  });

  it('does not import what changes nothing', async () => {
    const { user, dialog } = await open();
    await user.upload(
      within(dialog).getByLabelText('File of the bill'),
      bill([]),
    );
    expect(
      await within(dialog).findByText(/it changes nothing\.$/),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('button', { name: 'Import' }),
    ).toBeDisabled();
  });

  it('says why a file was not accepted, and checks it again with other columns', async () => {
    let isAccepted = false;
    const { user, dialog, api } = await open(fake => {
      const { importBill } = fake;
      fake.importBill = input => {
        if (isAccepted) return importBill.call(fake, input);
        return Promise.reject(
          new PortlightError({
            status: 400,
            code: 'invalid-bill',
            message: 'It has no column with a cost.',
          }),
        );
      };
    });
    await user.upload(
      within(dialog).getByLabelText('File of the bill'),
      bill(['2026-11-01,1']),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'The bill was not accepted. It has no column with a cost.',
    );
    isAccepted = true;
    await user.click(within(dialog).getByText('Its columns have other names'));
    await user.type(within(dialog).getByLabelText(/^Columns/), 'cost=Amount');
    await user.click(
      within(dialog).getByRole('button', { name: 'Check again' }),
    );
    await waitFor(() => expect(within(dialog).queryByRole('alert')).toBeNull());
    expect(
      api.calls.find(({ method }) => method === 'importBill')?.argument,
    ).toMatchObject({ column: ['cost=Amount'], dryRun: true });
  });

  it('takes a bill back', async () => {
    const { user, api } = show('accuracy');
    await user.click(
      await screen.findByRole('button', { name: 'Delete aws-2026-10.csv' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Delete the bill aws-2026-10.csv?',
    });
    expect(dialog).toHaveTextContent('from 2026-10-01 to 2026-10-31');
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: 'Delete aws-2026-10.csv' }),
      ).toBeNull(),
    );
    expect(api.calls).toContainEqual({
      method: 'deleteBill',
      argument: 'bill-1',
    });
  });
});
