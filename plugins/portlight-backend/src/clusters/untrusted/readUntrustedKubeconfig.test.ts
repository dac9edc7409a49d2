import { inspect } from 'node:util';
import fc from 'fast-check';
import { makeCertificate } from '../__testUtils__/certificates';
import { AddressPolicy } from '../addresses';
import {
  base64,
  kubeconfig,
  read,
  readAll,
  refused,
  type TestKubeconfig,
} from './__testUtils__/kubeconfigs';
import { UntrustedKubeconfigError } from './types';
import type { UntrustedKubeconfigOptions } from './readUntrustedKubeconfig';

const CLUSTER = 'clusters[1].cluster';
const USER = 'users[2].user';
const DAY = 86_400_000;

const mine = makeCertificate();
const other = makeCertificate();
const CERTIFICATE = {
  'client-certificate-data': base64(mine.certificate),
  'client-key-data': base64(mine.key),
};

function jwt(claims: object): string {
  const part = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

describe('readUntrustedKubeconfig', () => {
  it('gives a normalised connection of every context and nothing else of the text', () => {
    const contexts = readAll({
      apiVersion: 'v1',
      kind: 'Config',
      preferences: { colors: true },
      'current-context': 'two',
      clusters: [
        {
          name: 'c1',
          cluster: {
            server: 'https://One.example:6443/',
            'certificate-authority-data': base64(
              `comment\n${mine.certificate}\nmore\n${other.certificate}`,
            ),
            'tls-server-name': 'inner.example',
            'certificate-authority': '',
            'insecure-skip-tls-verify': false,
            extensions: [{ name: 'x', extension: { path: '/etc/passwd' } }],
          },
        },
        { name: 'c2', cluster: { server: '10.0.0.2/k8s/clusters/c-1' } },
      ],
      users: [
        { name: 'u1', user: { token: 'sesame', unknown: 'kept out' } },
        { name: 'u2', user: CERTIFICATE },
        { name: 'u3', user: { username: 'jane', password: 'pa ss' } },
      ],
      contexts: [
        { name: 'one', context: { cluster: 'c1', user: 'u1', namespace: 'a' } },
        { name: 'two', context: { cluster: 'c2', user: 'u2' } },
        { name: 'three', context: { cluster: 'c2', user: 'u3' } },
        { name: 'four', context: { cluster: 'c2' } },
      ],
    });
    expect(contexts).toEqual([
      {
        name: 'one',
        current: false,
        server: 'https://one.example:6443',
        credentials: 'token',
        refusals: [],
        connection: {
          server: 'https://one.example:6443',
          ca: mine.certificate + other.certificate,
          tlsServerName: 'inner.example',
          token: 'sesame',
        },
      },
      {
        name: 'two',
        current: true,
        server: 'https://10.0.0.2/k8s/clusters/c-1',
        credentials: 'clientCertificate',
        credentialsExpireAt: expect.stringMatching(/^20\d\d-.*Z$/),
        refusals: [],
        connection: {
          server: 'https://10.0.0.2/k8s/clusters/c-1',
          clientCertificate: mine.certificate,
          clientKey: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/),
        },
      },
      expect.objectContaining({
        credentials: 'basic',
        connection: expect.objectContaining({
          username: 'jane',
          password: 'pa ss',
        }),
      }),
      expect.objectContaining({
        credentials: 'none',
        connection: { server: 'https://10.0.0.2/k8s/clusters/c-1' },
      }),
    ]);
  });

  it('refuses one context for what it refers to, and no other', () => {
    const config = kubeconfig({ user: { exec: { command: 'sh' } } });
    const contexts = readAll({
      ...config,
      contexts: [
        { name: 'good', context: { cluster: 'c', user: 'other' } },
        { name: 'bad', context: { cluster: 'c', user: 'u' } },
        { name: 'bad too', context: { cluster: 'c', user: 'u' } },
      ],
    });
    expect(contexts.map(refused)).toEqual([
      [],
      [`${USER}.exec: exec`],
      [`${USER}.exec: exec`],
    ]);
    expect(contexts.map(({ connection }) => connection?.token)).toEqual([
      'other',
      undefined,
      undefined,
    ]);
  });

  it.each<[string, TestKubeconfig, string[]]>([
    [
      'a command',
      { user: { exec: { command: '/bin/sh', args: ['-c', 'id'] } } },
      [`${USER}.exec: exec`],
    ],
    [
      'a command that is no mapping',
      { user: { exec: 'sh' } },
      [`${USER}.exec: exec`],
    ],
    [
      'an auth provider',
      { user: { 'auth-provider': { name: 'gcp' } } },
      [`${USER}.auth-provider: auth-provider`],
    ],
    [
      "an auth provider's command",
      {
        user: {
          token: 't',
          'auth-provider': { config: { 'cmd-path': '/bin/sh' } },
        },
      },
      [`${USER}.auth-provider: auth-provider`],
    ],
    [
      'the path of a certificate authority',
      { cluster: { 'certificate-authority': '/etc/ssl/ca.pem' } },
      [`${CLUSTER}.certificate-authority: file-path`],
    ],
    [
      'a path beside its data',
      {
        cluster: {
          'certificate-authority': '/etc/shadow',
          'certificate-authority-data': base64(mine.certificate),
        },
      },
      [`${CLUSTER}.certificate-authority: file-path`],
    ],
    [
      'a path that is no text',
      { cluster: { 'certificate-authority': ['/etc/shadow'] } },
      [`${CLUSTER}.certificate-authority: file-path`],
    ],
    [
      'paths of a certificate and its key',
      {
        user: {
          'client-certificate': '../me.crt',
          'client-key': '/proc/self/environ',
        },
      },
      [
        `${USER}.client-certificate: file-path`,
        `${USER}.client-key: file-path`,
      ],
    ],
    [
      'the path of a key beside a certificate',
      {
        user: {
          'client-certificate-data': CERTIFICATE['client-certificate-data'],
          'client-key': '/home/me/key.pem',
        },
      },
      [`${USER}.client-key: file-path`],
    ],
    [
      'the path of a token',
      {
        user: {
          tokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
        },
      },
      [`${USER}.tokenFile: file-path`],
    ],
    [
      'the path of a token beside a token',
      { user: { token: 't', 'token-file': '/etc/hostname' } },
      [`${USER}.token-file: file-path`],
    ],
    [
      'a proxy',
      { cluster: { 'proxy-url': 'http://169.254.169.254' } },
      [`${CLUSTER}.proxy-url: proxy`],
    ],
    [
      'acting as somebody else',
      { user: { token: 't', as: 'system:admin', 'as-groups': ['a'] } },
      [`${USER}.as: impersonation`, `${USER}.as-groups: impersonation`],
    ],
    [
      'acting as somebody else in every way',
      {
        user: {
          'as-uid': '1',
          'as-user-extra': { a: ['b'] },
          'act-as': 'a',
          'act-as-groups': ['b'],
        },
      },
      [
        `${USER}.as-uid: impersonation`,
        `${USER}.as-user-extra: impersonation`,
        `${USER}.act-as: impersonation`,
        `${USER}.act-as-groups: impersonation`,
      ],
    ],
    [
      'connections that verify nothing',
      { cluster: { 'insecure-skip-tls-verify': true } },
      [`${CLUSTER}.insecure-skip-tls-verify: insecure`],
    ],
    [
      'a text where true or false belongs',
      { cluster: { 'insecure-skip-tls-verify': 'yes' } },
      [`${CLUSTER}.insecure-skip-tls-verify: invalid`],
    ],
    [
      'plain http',
      { cluster: { server: 'http://10.0.0.1:8080' } },
      [`${CLUSTER}.server: insecure`],
    ],
    ...[
      ['https://127.0.0.1:6443'],
      ['https://localhost:6443'],
      ['https://0x7f.1'],
      ['https://169.254.169.254'],
      ['https://[fd00:ec2::254]'],
      ['https://metadata.google.internal./computeMetadata/v1'],
      ['https://[::ffff:169.254.169.254]'],
      ['2852039166'],
    ].map(([server]): [string, TestKubeconfig, string[]] => [
      `the server ${server}`,
      { cluster: { server } },
      [`${CLUSTER}.server: address`],
    ]),
    ...[
      'https://me:secret@10.0.0.1',
      'https://me@10.0.0.1',
      'https://@10.0.0.1',
      'https://10.0.0.1@169.254.169.254',
      'https://10.0.0.1?x=1',
      'https://10.0.0.1/?',
      'https://10.0.0.1#@example.com',
      'https://10.0.0.1/\\@example.com',
      'https:\\\\10.0.0.1',
      'https://10.0.0.1 ',
      'https://10.0.\n0.1',
      'https://10.0.0.1\t',
      'https://10.0.0.1/\u0000',
      'https://ex\u202eample.com',
      'https://',
      'https://10.0.0.1:0',
      'https://10.0.0.1:65536',
      'https://[::1',
      'https://300.0.0.1',
      'ftp://10.0.0.1',
      'file:///etc/passwd',
      'unix:///var/run/docker.sock',
      'data:text/plain,a',
      `https://${'a.'.repeat(2000)}example`,
      7,
      { a: 1 },
      ['https://10.0.0.1'],
    ].map((server): [string, TestKubeconfig, string[]] => [
      `the server ${JSON.stringify(server).slice(0, 50)}`,
      { cluster: { server } },
      [`${CLUSTER}.server: invalid`],
    ]),
    ['no server', { cluster: { server: '' } }, [`${CLUSTER}.server: missing`]],
    ...[
      '10.0.0.1',
      '[::1]',
      '::1',
      '127.1',
      '0x7f.0.0.1',
      'a\r\nHost: b',
      'a b',
      'a\u0000b',
      '-a.example',
      'a..example',
      '*.example',
      'a/b',
      'bücher.example',
      'a'.repeat(300),
      7,
      ['a'],
    ].map((name): [string, TestKubeconfig, string[]] => [
      `the TLS name ${JSON.stringify(name).slice(0, 50)}`,
      { cluster: { 'tls-server-name': name } },
      [`${CLUSTER}.tls-server-name: invalid`],
    ]),
    ...[
      'a\nb',
      'a\r\nImpersonate-User: admin',
      'sesame\n',
      ' sesame',
      'ses ame',
      'a\u0000',
      'sés',
      'a\u2028b',
      12345,
      true,
      ['a'],
      { a: 1 },
    ].map((token): [string, TestKubeconfig, string[]] => [
      `the token ${JSON.stringify(token)}`,
      { user: { token } },
      [`${USER}.token: invalid`],
    ]),
    [
      'a token that is none',
      { user: { token: 'a'.repeat(40_000) } },
      [`${USER}.token: too-large`],
    ],
    [
      'an expired token',
      { user: { token: jwt({ exp: 1_000_000_000 }) } },
      [`${USER}.token: expired`],
    ],
    [
      'a user name without password',
      { user: { username: 'me' } },
      [`${USER}.password: missing`],
    ],
    [
      'a password without user name',
      { user: { password: 'p' } },
      [`${USER}.username: missing`],
    ],
    [
      'a user name with a colon',
      { user: { username: 'a:b', password: 'p' } },
      [`${USER}.username: invalid`],
    ],
    [
      'a password with a line break',
      { user: { username: 'a', password: 'p\r\nx: y' } },
      [`${USER}.password: invalid`],
    ],
    [
      'a password that is a number',
      { user: { username: 'a', password: 12345 } },
      [`${USER}.password: invalid`],
    ],
    [
      'two ways to sign in',
      { user: { token: 't', username: 'a', password: 'p' } },
      [`${USER}: invalid`],
    ],
    [
      'a certificate without key',
      { user: { 'client-certificate-data': base64(mine.certificate) } },
      [`${USER}.client-key-data: missing`],
    ],
    [
      'a key without certificate',
      { user: { 'client-key-data': base64(mine.key) } },
      [`${USER}.client-certificate-data: missing`],
    ],
    [
      "somebody else's key",
      { user: { ...CERTIFICATE, 'client-key-data': base64(other.key) } },
      [`${USER}.client-key-data: invalid`],
    ],
    [
      'the key in the place of the certificate',
      {
        user: { ...CERTIFICATE, 'client-certificate-data': base64(mine.key) },
      },
      [`${USER}.client-certificate-data: invalid`],
    ],
    [
      'a key in the certificate authority',
      {
        cluster: {
          'certificate-authority-data': base64(mine.certificate + mine.key),
        },
      },
      [`${CLUSTER}.certificate-authority-data: invalid`],
    ],
    ...[
      ['no base64', '!!!'],
      ['PEM that is not encoded', mine.certificate],
      ['half a character', 'QUJDR'],
      ['no text', 7],
      ['base64 of anything', base64('hello')],
      ['nothing in it', ' '],
      [
        'an empty block',
        base64('-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n'),
      ],
      [
        'a block that does not end',
        base64('-----BEGIN CERTIFICATE-----\nAAAA'),
      ],
      ['a broken certificate', base64(mine.certificate.replace(/A/g, 'B'))],
      [
        'two labels',
        base64('-----BEGIN CERTIFICATE-----\nAAAA\n-----END PRIVATE KEY-----'),
      ],
    ].map(([what, data]): [string, TestKubeconfig, string[]] => [
      `a certificate authority with ${what}`,
      { cluster: { 'certificate-authority-data': data } },
      [`${CLUSTER}.certificate-authority-data: invalid`],
    ]),
    [
      'hundreds of authorities',
      {
        cluster: {
          'certificate-authority-data': base64(mine.certificate.repeat(200)),
        },
      },
      [`${CLUSTER}.certificate-authority-data: too-large`],
    ],
    [
      'an encrypted key',
      {
        user: {
          ...CERTIFICATE,
          'client-key-data': base64(
            '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n',
          ),
        },
      },
      [`${USER}.client-key-data: invalid`],
    ],
    [
      'a key in an old way of encryption',
      {
        user: {
          ...CERTIFICATE,
          'client-key-data': base64(
            '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n',
          ),
        },
      },
      [`${USER}.client-key-data: invalid`],
    ],
    [
      'two keys',
      {
        user: {
          ...CERTIFICATE,
          'client-key-data': base64(mine.key + other.key),
        },
      },
      [`${USER}.client-key-data: invalid`],
    ],
    [
      'a broken key',
      {
        user: {
          ...CERTIFICATE,
          'client-key-data': base64(
            '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
          ),
        },
      },
      [`${USER}.client-key-data: invalid`],
    ],
  ])('refuses %s and names the field', (_, config, expected) => {
    const context = read(config);
    expect(refused(context)).toEqual(expected);
    expect(context.connection).toBeUndefined();
    for (const { message } of context.refusals) {
      expect(message).toMatch(/^[\s\S]{20,}\.$/);
    }
  });

  it('names all of a context at once', () => {
    const context = read({
      cluster: { server: 'http://127.0.0.1', 'proxy-url': 'http://x' },
      user: { exec: {}, tokenFile: 'x', as: 'y' },
    });
    expect(refused(context)).toEqual([
      `${CLUSTER}.server: insecure`,
      `${CLUSTER}.server: address`,
      `${CLUSTER}.proxy-url: proxy`,
      `${USER}.tokenFile: file-path`,
      `${USER}.as: impersonation`,
      `${USER}.exec: exec`,
    ]);
  });

  it.each<
    [string, TestKubeconfig, Partial<UntrustedKubeconfigOptions>, object]
  >([
    [
      'plain http',
      { cluster: { server: 'http://10.0.0.1:8080' } },
      { allowPlainHttp: true },
      { server: 'http://10.0.0.1:8080' },
    ],
    [
      'connections that verify nothing',
      { cluster: { 'insecure-skip-tls-verify': true } },
      { allowInsecureTls: true },
      { insecureSkipTlsVerify: true },
    ],
    [
      'the own machine',
      { cluster: { server: 'https://127.0.0.1:6443' } },
      { addresses: new AddressPolicy({ allowLoopback: true }) },
      { server: 'https://127.0.0.1:6443' },
    ],
  ])('accepts %s where the operator does', (_, config, options, expected) => {
    expect(read(config).connection).toBeUndefined();
    expect(read(config, options)).toMatchObject({
      refusals: [],
      connection: expected,
    });
  });

  it.each([
    [
      'contexts[1].name: duplicate-name',
      {
        contexts: [
          { name: 'x', context: { cluster: 'c', user: 'u' } },
          { name: 'mine', context: { cluster: 'c', user: 'u' } },
          { name: 'mine', context: { cluster: 'other', user: 'u' } },
        ],
      },
    ],
    [
      'clusters[1].name: duplicate-name',
      {
        clusters: [
          { name: 'c', cluster: { server: 'https://10.0.0.1' } },
          { name: 'c', cluster: { server: 'https://10.0.0.2' } },
        ],
      },
    ],
    [
      'users[1].name: duplicate-name',
      {
        users: [
          { name: 'u', user: { token: 'a' } },
          { name: 'u', user: { token: 'b' } },
        ],
      },
    ],
    ['contexts[0].context.cluster: missing', { clusters: [] }],
    ['contexts[0].context.cluster: missing', { clusters: 'c' }],
    ['contexts[0].context.user: missing', { users: null }],
    ['contexts[0].context.cluster: missing', { contexts: [{ name: 'mine' }] }],
    [
      'contexts[0].context.cluster: missing',
      { contexts: [{ name: 'mine', context: { cluster: ['c'] } }] },
    ],
    [
      'contexts[0].context.user: missing',
      {
        contexts: [{ name: 'mine', context: { cluster: 'c', user: { a: 1 } } }],
      },
    ],
    [
      'clusters[0].cluster.server: missing',
      { clusters: [{ name: 'c', cluster: 'https://10.0.0.1' }] },
    ],
  ])('says %s', (expected, changes) => {
    const contexts = readAll({ ...kubeconfig({}), ...changes });
    const context = contexts.find(({ name }) => name === 'mine')!;
    expect(refused(context)).toContain(expected);
    expect(context.connection).toBeUndefined();
  });

  it('tells expired certificates by its own clock', () => {
    const at = (now: number, config: TestKubeconfig) =>
      read(config, { now: () => now });
    const authority = {
      cluster: { 'certificate-authority-data': base64(mine.certificate) },
    };
    const user = { user: CERTIFICATE };
    expect(refused(at(Date.now(), { ...authority, ...user }))).toEqual([]);
    const later = Date.now() + 40 * DAY;
    expect(refused(at(later, { ...authority, ...user }))).toEqual([
      `${CLUSTER}.certificate-authority-data: expired`,
      `${USER}.client-certificate-data: expired`,
    ]);
    expect(refused(at(Date.now() - DAY, user))).toEqual([
      `${USER}.client-certificate-data: expired`,
    ]);
  });

  it('accepts an authority that expired beside one that did not', () => {
    const long = makeCertificate({ days: 400 });
    const context = read(
      {
        cluster: {
          'certificate-authority-data': base64(
            mine.certificate + long.certificate,
          ),
        },
      },
      { now: () => Date.now() + 40 * DAY },
    );
    expect(refused(context)).toEqual([]);
  });

  it.each([
    [{ exp: 4_000_000_000 }, '2096-10-02T07:06:40.000Z'],
    [{ exp: 'soon' }, undefined],
    [{ exp: -1 }, undefined],
    [{ exp: 1e300 }, undefined],
    [{ exp: null }, undefined],
    [{}, undefined],
  ])('reads of a token %j that it expires at %s', (claims, expected) => {
    const context = read({ user: { token: jwt(claims) } });
    expect(context.credentialsExpireAt).toBe(expected);
    expect(context.refusals).toEqual([]);
  });

  it.each([['a.b.c'], ['a.bnVsbA.c'], ['..'], ['a.W10.c']])(
    'takes the token %s, which says nothing',
    token => {
      expect(read({ user: { token } }).connection?.token).toBe(token);
    },
  );

  it('takes keys of all usual kinds and refuses the others', () => {
    const with_ = (newKey: string[]) => {
      const { certificate, key } = makeCertificate({ newKey });
      return read({
        user: {
          'client-certificate-data': base64(certificate),
          'client-key-data': base64(key),
        },
      });
    };
    expect(refused(with_(['-newkey', 'rsa:2048']))).toEqual([]);
    expect(refused(with_(['-newkey', 'ed25519']))).toEqual([]);
    expect(refused(with_(['-newkey', 'ed448']))).toEqual([
      `${USER}.client-key-data: invalid`,
    ]);
  });

  it('says nothing of secrets, whatever it says', () => {
    const secrets = ['sesame1', 'sesame2', 'sesame3', 'sesame4', 'sesame5'];
    const context = read({
      cluster: { server: 'https://me:sesame1@10.0.0.1' },
      user: {
        token: 'sesame2\n',
        username: 'me',
        password: 'sesame3\n',
        'client-key-data': 'sesame4',
        'client-certificate-data': 'c2VzYW1l!',
        exec: { command: 'x', env: [{ name: 'TOKEN', value: 'sesame5' }] },
      },
    });
    const { server, ...said } = context;
    for (const secret of secrets) {
      expect(inspect(said, { depth: 9 })).not.toContain(secret);
      expect(server ?? '').not.toContain(secret);
    }
  });

  it('throws nothing but its own error for anything', () => {
    const scalar = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.string(),
      fc.constantFrom('c', 'u', base64(mine.certificate), base64(mine.key)),
    );
    const fields = (...names: string[]) =>
      fc.record(Object.fromEntries(names.map(name => [name, scalar])), {
        requiredKeys: [],
      });
    const section = (kind: string, value: fc.Arbitrary<unknown>) =>
      fc.oneof(
        { weight: 1, arbitrary: scalar },
        {
          weight: 4,
          arbitrary: fc.array(
            fc.oneof(
              { weight: 1, arbitrary: scalar },
              {
                weight: 5,
                arbitrary: fc.record({
                  name: fc.constantFrom('c', 'u', 'x'),
                  [kind]: fc.oneof({ weight: 5, arbitrary: value }, scalar),
                }),
              },
            ),
          ),
        },
      );
    const config = fc.record({
      contexts: section('context', fields('cluster', 'user')),
      clusters: section(
        'cluster',
        fields(
          'server',
          'certificate-authority-data',
          'tls-server-name',
          'insecure-skip-tls-verify',
        ),
      ),
      users: section(
        'user',
        fields(
          'token',
          'username',
          'password',
          'client-certificate-data',
          'client-key-data',
          'exec',
          'tokenFile',
        ),
      ),
    });
    fc.assert(
      fc.property(config, each => {
        try {
          for (const context of readAll(JSON.stringify(each))) {
            expect(context.refusals.length > 0).toBe(!context.connection);
          }
        } catch (error) {
          if (!(error instanceof UntrustedKubeconfigError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
