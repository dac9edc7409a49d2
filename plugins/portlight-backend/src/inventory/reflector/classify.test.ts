import fc from 'fast-check';
import {
  classifyError,
  classifyStatus,
  notKubernetes,
  quote,
} from './classify';
import { SyncError } from './failure';

function withCode(code: string, message = 'x'): Error {
  return Object.assign(new Error(message), { code });
}

describe('classifyError', () => {
  it.each([
    ['ECONNREFUSED', 'unreachable', /refuses connections/],
    ['ENOTFOUND', 'unreachable', /host name cannot be resolved/],
    ['ECONNRESET', 'unreachable', /was cut/],
    ['ETIMEDOUT', 'timeout', /in time/],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', /in time/],
    ['CERT_HAS_EXPIRED', 'tls', /has expired/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', /certificate-authority-data/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', /tls-server-name/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', /does not speak TLS/],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'tls', /No secure connection.*: x/],
    ['ESOMETHING', 'unreachable', /cannot be reached: x/],
    ['ERR_ADDRESS_REFUSED', 'unreachable', /^x$/],
    ['ERR_KEY_MISSING', 'unreachable', /^x$/],
    ['ERR_SEALED_CHANGED', 'unreachable', /^x$/],
  ])('says of %s: %s', (code, cause, message) => {
    expect(classifyError(withCode(code))).toEqual({
      cause,
      message: expect.stringMatching(message),
    });
  });

  it('looks for the reason behind the reason', () => {
    const socket = withCode('ECONNREFUSED');
    const wrapped = new TypeError('fetch failed', {
      cause: new AggregateError([socket]),
    });
    expect(classifyError(wrapped).cause).toBe('unreachable');
    expect(classifyError(wrapped).message).toContain('refuses');
  });

  it('keeps what is known already', () => {
    const failure = { cause: 'throttled', message: 'm' } as const;
    expect(classifyError(new SyncError(failure))).toBe(failure);
  });

  it.each([[undefined], [null], ['text'], [{}], [7]])(
    'takes %p thrown',
    thrown => {
      expect(classifyError(thrown).cause).toBe('unreachable');
    },
  );
});

describe('classifyStatus', () => {
  const purpose = { action: 'list pods' };

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'notInstalled'],
    [408, 'timeout'],
    [429, 'throttled'],
    [500, 'serverError'],
    [503, 'serverError'],
    [504, 'timeout'],
    [302, 'invalidResponse'],
    [418, 'invalidResponse'],
  ])('calls %d %s and says what it was about', (status, cause) => {
    const failure = classifyStatus(status, {}, '', purpose);
    expect(failure.cause).toBe(cause);
    expect(failure.message).toContain(String(status));
    expect(failure.message).toMatch(/[.)]$/);
  });

  it("quotes the server's words", () => {
    const body = JSON.stringify({ message: 'pods is\u0007 forbidden' });
    expect(classifyStatus(403, {}, body, purpose).message).toBe(
      'The credentials may not list pods (403); grant it with a ClusterRole. It says: pods is forbidden',
    );
  });

  it.each([
    [{ 'retry-after': '3' }, {}, 3000],
    [{}, { details: { retryAfterSeconds: 2 } }, 2000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, {}, undefined],
    [{ 'retry-after': '-1' }, {}, undefined],
  ])('waits as %j and %j say', (headers, body, expected) => {
    expect(
      classifyStatus(
        429,
        headers as Record<string, string>,
        JSON.stringify(body),
        purpose,
      ).retryAfterMilliseconds,
    ).toBe(expected);
  });

  it('says that a redirect is not followed', () => {
    const redirect = (headers: Record<string, string>) =>
      classifyStatus(302, headers, '', purpose);
    expect(redirect({ location: 'http://169.254.169.254/\u0007' })).toEqual({
      cause: 'invalidResponse',
      message:
        "The server redirects to another address (302 to http://169.254.169.254/), which is not followed; use the API server's own address.",
    });
    expect(redirect({}).message).toContain('(302), which is not followed');
  });

  it('takes any body', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.oneof(fc.string(), fc.json()),
        (status, body) => {
          const { message } = classifyStatus(status, {}, body, purpose);
          expect(message.length).toBeLessThan(600);
        },
      ),
    );
  });
});

describe('notKubernetes', () => {
  it.each([
    ['text/html; charset=utf-8', /web page.*login page/],
    ['text/plain', /no JSON \(text\/plain\)/],
    [undefined, /no content type/],
  ])('of %s', (contentType, message) => {
    expect(notKubernetes(contentType, { action: 'list pods' })).toEqual({
      cause: 'invalidResponse',
      message: expect.stringMatching(message),
    });
  });
});

describe('quote', () => {
  it('is one short line whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), text => {
        const quoted = quote(text);
        expect(quoted).not.toMatch(/[\n\r\t]|\p{Cc}/u);
        expect(quoted.length).toBeLessThanOrEqual(303);
      }),
    );
  });
});
