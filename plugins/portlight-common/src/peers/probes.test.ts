import fc from 'fast-check';
import {
  applyProbe,
  judgeProbeAnswer,
  judgeProbeFailure,
  type ProbeOutcome,
  type ProbeState,
} from './probes';

const AT = '2026-11-21T10:00:00.000Z';
const THRESHOLDS = { failureThreshold: 3, successThreshold: 2 };

function after(results: ProbeOutcome['result'][]) {
  let state: ProbeState | undefined;
  let probe;
  for (const result of results) {
    ({ state, probe } = applyProbe(state, { result }, THRESHOLDS, AT));
  }
  return { state, probe };
}

it.each<[ProbeOutcome['result'][], boolean, number]>([
  [['success'], false, 0],
  [['failure', 'failure'], false, 2],
  [['failure', 'failure', 'failure'], true, 3],
  [['failure', 'failure', 'failure', 'failure'], true, 4],
  [['failure', 'failure', 'success', 'failure'], false, 1],
  [['failure', 'failure', 'failure', 'success'], true, 0],
  [['failure', 'failure', 'failure', 'success', 'success'], false, 0],
  [['failure', 'failure', 'failure', 'success', 'failure'], true, 1],
])('after %j dead is %s', (results, dead, failures) => {
  const { state, probe } = after(results);
  expect(state?.dead).toBe(dead);
  expect(probe?.failures).toBe(failures);
});

it.each([
  ['absent' as const, true],
  ['impossible' as const, false],
])('%s says nothing against a peer', (result, success) => {
  const { state, probe } = after(['failure', 'failure', 'failure', result]);
  expect(state?.dead).toBe(false);
  expect(probe).toMatchObject({ absent: true, success });
});

it('is dead only after that many failures in a row, and alive only after that many successes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('success' as const, 'failure' as const), {
        minLength: 1,
      }),
      results => {
        const text = results.map(result => result[0]).join('');
        // The last of both that there is decides.
        const died = text.lastIndexOf('fff');
        const revived = text.lastIndexOf('ss');
        expect(after(results).state?.dead).toBe(died >= 0 && died > revived);
      },
    ),
  );
});

const status = (code: number, message: string, reason = 'x') =>
  JSON.stringify({ kind: 'Status', code, message, reason });

const PROXIED = { path: '/livez', configured: false, proxied: true };

it.each<[string, number, string, object, object]>([
  ['200', 200, '', {}, { result: 'success' }],
  ['204', 204, '', {}, { result: 'success' }],
  ['404 of a path that nobody said', 404, '', {}, { result: 'absent' }],
  ['401 of a path that nobody said', 401, '', {}, { result: 'absent' }],
  ['a redirect', 302, '', {}, { result: 'absent' }],
  ['404', 404, '', { configured: true }, { result: 'failure' }],
  [
    'a redirect of a path that was said',
    302,
    '',
    { configured: true },
    { result: 'failure', message: expect.stringContaining('not followed') },
  ],
  [
    '500',
    500,
    'no database',
    {},
    { result: 'failure', message: '/livez answers with status 500' },
  ],
  [
    'an API server that may not be asked',
    403,
    status(403, 'pods "a" is forbidden', 'Forbidden'),
    {},
    { result: 'impossible', message: expect.stringContaining('pods/proxy') },
  ],
  [
    'a pod that refuses',
    503,
    status(
      503,
      'error trying to reach service: dial tcp 10.0.0.1:80: connect: connection refused',
      'ServiceUnavailable',
    ),
    {},
    { result: 'failure', message: expect.stringMatching(/^dial tcp/) },
  ],
  [
    'a pod that speaks no HTTP',
    503,
    status(503, 'error trying to reach service: malformed HTTP response "x"'),
    {},
    { result: 'absent' },
  ],
  [
    'the same where it should',
    503,
    status(503, 'error trying to reach service: malformed HTTP response "x"'),
    { configured: true },
    { result: 'failure' },
  ],
  [
    'a pod that is gone',
    404,
    status(404, 'pods "a" not found', 'NotFound'),
    {},
    { result: 'failure', message: 'pods "a" not found' },
  ],
  [
    'a Status of the peer itself',
    403,
    status(403, 'anonymous', 'Forbidden'),
    { proxied: false },
    { result: 'absent' },
  ],
])('judges %s', (_, code, body, options, expected) => {
  expect(
    judgeProbeAnswer(
      { status: code, body, latencySeconds: 0.1 },
      { ...PROXIED, ...options },
    ),
  ).toMatchObject(expected);
});

it.each([
  ['nothing listens at this port', false, 'failure'],
  ['its answer is not HTTP', false, 'absent'],
  ['its answer is not HTTP', true, 'failure'],
])('judges the failure %j where said is %s', (message, configured, result) => {
  expect(judgeProbeFailure(message, configured).result).toBe(result);
});
