import '@testing-library/jest-dom';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';

let stored: Record<string, unknown> = {};
let changed: () => void = () => {};
const readVersion = jest.fn();
const fetched = jest.fn();

jest.mock('@kinvolk/headlamp-plugin/lib', () => ({
  K8s: { useClustersConf: () => ({ west: {}, east: {} }) },
  ConfigStore: class {
    update(part: Record<string, unknown>) {
      stored = { ...stored, ...part };
      changed();
    }

    useConfig() {
      return () => {
        const [, setCount] = useState(0);
        changed = () => setCount(count => count + 1);
        return stored;
      };
    }
  },
}));
jest.mock('@kinvolk/headlamp-plugin/lib/ApiProxy', () => ({
  clusterRequest: (_path: string, { cluster }: { cluster: string }) =>
    readVersion(cluster),
}));

async function renderForm() {
  const { SettingsForm } = await import('./SettingsForm');
  render(<SettingsForm />);
  return userEvent.setup();
}

const test = () => screen.getByRole('button', { name: 'Test the connection' });

describe('the settings', () => {
  beforeEach(() => {
    stored = {};
    readVersion.mockReset().mockResolvedValue({ gitVersion: 'v1.36.3' });
    fetched.mockReset();
    window.fetch = fetched;
  });

  it('without a portal test whether the clusters answer', async () => {
    const user = await renderForm();
    await user.click(test());
    expect(
      await screen.findByText('All 2 clusters answer.'),
    ).toBeInTheDocument();
  });

  it('name the clusters that do not answer, and why', async () => {
    readVersion.mockImplementation(async cluster => {
      if (cluster === 'east') throw new Error('Unreachable');
      return {};
    });
    const user = await renderForm();
    await user.click(test());
    expect(
      await screen.findByText('1 of 2 clusters answer.'),
    ).toBeInTheDocument();
    expect(screen.getByText('east: Unreachable')).toBeInTheDocument();
  });

  it('refuse what is no address before anything is asked', async () => {
    const user = await renderForm();
    await user.type(screen.getByLabelText('Portal URL'), 'portal');
    expect(screen.getByText(/This is not a URL/)).toBeInTheDocument();
    expect(test()).toBeDisabled();
    expect(fetched).not.toHaveBeenCalled();
  });

  it('test the portal with the token, and keep both', async () => {
    fetched.mockImplementation(
      async () =>
        new Response(JSON.stringify({ items: [], total: 6 }), {
          status: 200,
          headers: { 'content-type': 'application/json' },
        }),
    );
    const user = await renderForm();
    await user.type(
      screen.getByLabelText('Portal URL'),
      'https://portal.example.com',
    );
    await user.type(screen.getByLabelText('Backstage token'), 'secret');
    await user.click(test());
    expect(
      await screen.findByText('The portal answers and shows 6 clusters.'),
    ).toBeInTheDocument();
    const [request, init] = fetched.mock.calls[0];
    expect(request.url).toMatch(
      /^https:\/\/portal\.example\.com\/api\/portlight\/v1\/clusters/,
    );
    expect(init.headers.get('authorization')).toBe('Bearer secret');
    expect(stored).toEqual({
      portalUrl: 'https://portal.example.com',
      token: 'secret',
    });
  });

  it('say what to look at when the browser got no answer', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'));
    stored = { portalUrl: 'https://portal.example.com' };
    const user = await renderForm();
    await user.click(test());
    expect(
      await screen.findByText(/does the portal's backend.cors.origin name/),
    ).toBeInTheDocument();
  });

  it('keep the rates of what is read directly, and say what is wrong with them', async () => {
    const user = await renderForm();
    await user.type(screen.getByLabelText('Per core-hour'), '-1');
    expect(screen.getByText(/Per core-hour: a number/)).toBeInTheDocument();
    await user.clear(screen.getByLabelText('Per core-hour'));
    await user.type(screen.getByLabelText('Per core-hour'), '0.04');
    expect(screen.queryByText(/default rates are used/)).toBeNull();
    expect(stored).toEqual({ rates: { cpu: '0.04' } });
  });

  it('have no rates with a portal, which has its own', async () => {
    stored = { portalUrl: 'https://portal.example.com' };
    await renderForm();
    expect(screen.queryByLabelText('Per core-hour')).toBeNull();
  });

  it('warn of a token that everybody on the way can read', async () => {
    stored = { portalUrl: 'http://portal.example.com', token: 'secret' };
    await renderForm();
    expect(
      screen.getByText(/everybody on the way can read/),
    ).toBeInTheDocument();
  });
});
