import { PortlightError } from '@portlight/plugin-portlight-common';
import { explainError } from './explainError';

it.each([
  [0, 'No answer about the pods of eu', true],
  [401, 'You are not signed in any more', true],
  [403, 'You may not see the pods of eu', false],
  [404, 'There is no such pods of eu', true],
  [400, 'The pods of eu cannot be shown with this filter', false],
  [429, 'The pods of eu cannot be shown with this filter', true],
  [503, 'Could not read the pods of eu', true],
])('explains status %p as "%s"', (status, title, isRetryable) => {
  const error = new PortlightError({
    status,
    code: 'x',
    message: 'The cause.',
  });
  expect(explainError(error, 'the pods of eu')).toMatchObject({
    title,
    isRetryable,
    detail: 'The cause.',
    action: expect.any(String),
  });
});

it('names what would have been accepted', () => {
  const error = new PortlightError({
    status: 400,
    code: 'unknown-column',
    message: 'Unknown column.',
    parameter: 'sort',
    allowed: ['name', 'health'],
  });
  expect(explainError(error, 'the pods').action).toBe(
    'Accepted for sort: name, health.',
  );
});

it.each([[new TypeError('x is undefined')], ['thrown text'], [undefined]])(
  'admits a defect of its own: %p',
  error => {
    expect(explainError(error, 'the pods').title).toBe(
      'Could not show the pods',
    );
  },
);
