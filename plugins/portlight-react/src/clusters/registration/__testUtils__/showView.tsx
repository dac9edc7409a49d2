import { type RenderResult, render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import type { PortlightAction } from '../../../host';
import { FakePortlightApi } from '../../../testing/FakePortlightApi';
import { fleetFixture } from '../../../testing/fleetFixture';
import { TestFrame } from '../../../testing/TestFrame';

/** What an administrator of clusters may do. */
export const EVERYTHING: PortlightAction[] = [
  'clusterCreate',
  'clusterUpdate',
  'clusterDelete',
  'clusterSync',
  'syncRead',
];

/** A view on the screen. */
export interface ShownView extends RenderResult {
  api: FakePortlightApi;
  /** What was asked by this method, in order. */
  calls(method: string): FakePortlightApi['calls'];
  user: UserEvent;
  onSearch: jest.Mock;
  onNavigate: jest.Mock;
}

/** A view over a fleet, for a user who may do everything, and what it asked and where it led. */
export function showView(
  view: ReactElement,
  options: Partial<Parameters<typeof TestFrame>[0]> = {},
  prepare: (api: FakePortlightApi) => void = () => {},
): ShownView {
  const api = new FakePortlightApi(fleetFixture({ now: Date.now() }));
  prepare(api);
  const onSearch = jest.fn();
  const onNavigate = jest.fn();
  const result = render(
    <TestFrame
      api={api}
      may={EVERYTHING}
      onSearch={onSearch}
      onNavigate={onNavigate}
      {...options}
    >
      {view}
    </TestFrame>,
  );
  const calls = (method: string) =>
    api.calls.filter(call => call.method === method);
  return {
    api,
    calls,
    user: userEvent.setup(),
    onSearch,
    onNavigate,
    ...result,
  };
}

/** A button, once it is there. */
export const button = (name: string | RegExp) =>
  screen.findByRole('button', { name });
