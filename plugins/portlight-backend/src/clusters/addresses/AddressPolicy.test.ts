import { promisify } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { AddressPolicy, type AddressSettings } from './AddressPolicy';
import { AddressRefusedError } from './AddressRefusedError';
import { resolveTo } from './__testUtils__/resolvers';

function refusal(server: string, settings: AddressSettings = {}) {
  try {
    new AddressPolicy(settings).check(server);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(AddressRefusedError);
    expect(error).toMatchObject({ code: 'ERR_ADDRESS_REFUSED' });
    return (error as Error).message;
  }
}

/** Every way to write an IPv4 address that URLs, name servers or sockets understand. */
function notations([a, b, c, d]: number[]): string[] {
  const hex = (byte: number) => byte.toString(16).padStart(2, '0');
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const dotted = `${a}.${b}.${c}.${d}`;
  const high = hex(a) + hex(b);
  const low = hex(c) + hex(d);
  return [
    dotted,
    `${dotted}.`,
    `${number}`,
    `0x${number.toString(16)}`,
    `0${number.toString(8)}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    [a, b, c, d].map(byte => `0x${byte.toString(16)}`).join('.'),
    [a, b, c, d].map(byte => `0${byte.toString(8)}`).join('.'),
    `0x${a.toString(16)}.0${b.toString(8)}.${c}.${d}`,
    dotted.replace(/\./g, '%2e'),
    // full-width digits and dots, which IDNA maps to ASCII
    dotted
      .replace(/\d/g, digit => String.fromCodePoint(0xff10 + Number(digit)))
      .replace(/\./g, '\u3002'),
    `[::ffff:${dotted}]`,
    `[::ffff:${high}:${low}]`,
    `[::${dotted}]`,
    `[::ffff:0:${dotted}]`,
    `[64:ff9b::${dotted}]`,
    `[64:ff9b:1::${dotted}]`,
    `[2002:${high}:${low}::1]`,
    `[2001:0:${high}:${low}::f7f7:f7f7]`,
    `[2001:0:808:808::${hex(255 - a)}${hex(255 - b)}:${hex(255 - c)}${hex(
      255 - d,
    )}]`,
    `[2a00::5efe:${dotted}]`,
  ];
}

const byte = fc.integer({ min: 0, max: 255 });
const REFUSED_IPV4: fc.Arbitrary<number[]> = fc.oneof(
  fc.tuple(fc.constant(127), byte, byte, byte),
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.tuple(fc.constant(0), byte, byte, byte),
  fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  fc.constantFrom<number[][]>(
    [100, 100, 100, 200],
    [168, 63, 129, 16],
    [192, 0, 0, 192],
    [255, 255, 255, 255],
  ),
);

const group = fc
  .integer({ min: 0, max: 0xffff })
  .map(value => value.toString(16));
const groups = (count: number) =>
  fc.array(group, { minLength: count, maxLength: count });
const hexFrom = (min: number, max: number) =>
  fc.integer({ min, max }).map(value => value.toString(16));
const REFUSED_IPV6 = fc
  .oneof(
    fc.tuple(hexFrom(0xfe80, 0xfebf), groups(7)),
    fc.tuple(hexFrom(0xff00, 0xffff), groups(7)),
    fc.tuple(fc.constant('fd00:ec2'), groups(6)),
    fc.constantFrom(
      ['0:0:0:0:0:0:0:1', []] as [string, string[]],
      ['::', []] as [string, string[]],
      ['fd20:ce::254', []] as [string, string[]],
      ['fd00:c1::a9fe:a9fe', []] as [string, string[]],
      ['fd00:42::42', []] as [string, string[]],
    ),
  )
  .map(([head, rest]) => [head, ...rest].join(':'));

describe('AddressPolicy', () => {
  it.each([
    ['https://169.254.169.254', "a cloud's metadata service"],
    ['https://169.254.170.2', "a cloud's metadata service"],
    ['https://100.100.100.200', "a cloud's metadata service"],
    ['https://168.63.129.16', "a cloud's metadata service"],
    ['https://[fd00:ec2::254]', "a cloud's metadata service"],
    ['https://metadata.google.internal', "a cloud's metadata service"],
    ['https://METADATA.google.internal.', "a cloud's metadata service"],
    ['https://metadata', "a cloud's metadata service"],
    ['https://instance-data.ec2.internal:6443', "a cloud's metadata service"],
    ['https://169.254.1.1', 'a link-local address'],
    ['https://[fe80::1]', 'a link-local address'],
    ['https://[febf::1]:6443', 'a link-local address'],
    ['https://127.0.0.1:6443', 'a loopback address'],
    ['https://127.255.255.254', 'a loopback address'],
    ['https://[::1]', 'a loopback address'],
    ['https://localhost', 'a loopback address'],
    ['https://LOCALHOST.', 'a loopback address'],
    ['https://localhost..', 'a loopback address'],
    ['https://kube.localhost', 'a loopback address'],
    ['https://0.0.0.0', 'an unspecified address'],
    ['https://0', 'an unspecified address'],
    ['https://[::]', 'an unspecified address'],
    ['https://224.0.0.1', 'a multicast address'],
    ['https://[ff02::1]', 'a multicast address'],
    ['https://255.255.255.255', 'a broadcast address'],
    ['https://240.0.0.1', 'a reserved address'],
    ['https://192.0.0.8', 'a reserved address'],
    ['https://[64:ff9b:1::a00:1]', 'a translated address'],
    ['https://[::ffff:169.254.169.254]', "a cloud's metadata service"],
    ['https://[64:ff9b::7f00:1]', 'a loopback address'],
    ['https://[2002:a9fe:a9fe::]', "a cloud's metadata service"],
  ])('refuses %s: it is %s', (server, what) => {
    expect(refusal(server)).toContain(`it is ${what}`);
  });

  it.each([
    ['https://10.0.0.1:6443'],
    ['https://172.16.0.1'],
    ['https://192.168.1.1'],
    ['https://100.64.0.1'],
    ['https://8.8.8.8'],
    ['https://[fd12:3456::1]'],
    ['https://[2a00:1450::1]'],
    ['https://[64:ff9b::a00:1]'],
    ['https://[::ffff:10.0.0.1]'],
    ['https://example.com/k8s/clusters/c-1'],
    ['https://localhost.example.com'],
    ['https://metadata.example.com'],
    ['https://kubernetes.default.svc'],
  ])('accepts %s', server => {
    expect(refusal(server)).toBeUndefined();
  });

  it('refuses every refused IPv4 address in every notation', () => {
    fc.assert(
      fc.property(REFUSED_IPV4, bytes => {
        // What is no URL never gets as far as the policy.
        const servers = notations(bytes)
          .map(notation => `https://${notation}:6443/`)
          .filter(server => URL.canParse(server));
        expect(servers.length).toBeGreaterThan(15);
        expect(servers.filter(server => !refusal(server))).toEqual([]);
      }),
    );
  });

  it('has notations that mean the address', () => {
    const canonical = notations([127, 0, 0, 1])
      .slice(0, 12)
      .map(notation => new URL(`https://${notation}`).hostname);
    expect(new Set(canonical)).toEqual(new Set(['127.0.0.1']));
    notations([127, 0, 0, 1]).forEach(notation => {
      expect(URL.canParse(`https://${notation}`)).toBe(true);
    });
  });

  it('refuses every refused IPv6 address', () => {
    fc.assert(
      fc.property(REFUSED_IPV6, address => {
        expect(refusal(`https://[${address}]`)).toBeDefined();
        expect(refusal(`https://[${address.toUpperCase()}]`)).toBeDefined();
      }),
    );
  });

  it('accepts private addresses in every notation', () => {
    fc.assert(
      fc.property(fc.tuple(fc.constant(10), byte, byte, byte), bytes => {
        const servers = notations(bytes)
          // which is refused whatever it carries
          .filter(notation => !notation.startsWith('[64:ff9b:1:'))
          .map(notation => `https://${notation}`);
        expect(servers.filter(server => refusal(server))).toEqual([]);
      }),
    );
  });

  it.each<[string, AddressSettings]>([
    ['https://127.0.0.1', { allowLoopback: true }],
    ['https://[::1]', { allowLoopback: true }],
    ['https://localhost', { allowLoopback: true }],
    ['https://[::ffff:127.0.0.1]', { allowLoopback: true }],
    ['https://127.0.0.1', { allow: ['127.0.0.1'] }],
    ['https://[::ffff:127.0.0.1]', { allow: ['127.0.0.1'] }],
    ['https://169.254.7.7', { allow: ['169.254.7.0/24'] }],
    ['https://[fe80::1]', { allow: ['FE80::/10'] }],
    ['https://localhost', { allow: ['LocalHost.'] }],
    ['https://a.localhost', { allow: ['*.localhost'] }],
    ['https://10.1.2.3', { deny: ['0.0.0.0/0'], allow: ['10.1.0.0/16'] }],
  ])('accepts %s with %j', (server, settings) => {
    expect(refusal(server, settings)).toBeUndefined();
  });

  it.each<[string, AddressSettings]>([
    ['https://169.254.169.254', { allowLoopback: true }],
    ['https://0.0.0.0', { allowLoopback: true }],
    ['https://10.2.0.1', { deny: ['0.0.0.0/0'], allow: ['10.1.0.0/16'] }],
    ['https://[::ffff:10.2.0.1]', { deny: ['10.0.0.0/8'] }],
    ['https://8.8.8.8', { deny: ['8.8.8.8'] }],
    ['https://kubernetes.default.svc', { deny: ['*.svc'] }],
    ['https://kubernetes.default.SVC.', { deny: ['*.svc'] }],
    ['https://a.example', { deny: ['a.example'] }],
    ['https://example.localhost', { allow: ['localhost'] }],
    // Teredo with an allowed server and a forbidden client
    ['https://[2001:0:a01:1::80ff:fffe]', { allow: ['10.1.0.0/16'] }],
  ])('refuses %s with %j', (server, settings) => {
    expect(refusal(server, settings)).toBeDefined();
  });

  it.each([
    ['10.0.0'],
    ['010.0.0.1'],
    ['10.0.0.0/33'],
    ['10.0.0.0/8/8'],
    ['10.0.0.0/-1'],
    ['::1/129'],
    ['https://a.example'],
    ['a b'],
    ['*'],
    ['a.*.example'],
    [''],
    ['0x7f000001'],
    [`${'a'.repeat(64)}.example`],
  ])('says at the start that %j is no entry', entry => {
    expect(() => new AddressPolicy({ deny: ['10.0.0.0/8', entry] })).toThrow(
      '`portlight.addresses.deny[1]`',
    );
  });

  it('is read from the configuration', () => {
    const policy = (addresses: object) =>
      AddressPolicy.fromConfig(
        mockServices.rootConfig({ data: { addresses } }),
      );
    const loopback = 'https://127.0.0.1';
    expect(() => policy({}).check(loopback)).toThrow('loopback');
    expect(() => policy({ allowLoopback: true }).check(loopback)).not.toThrow();
    expect(() =>
      policy({ allow: ['127.0.0.1'] }).check(loopback),
    ).not.toThrow();
    expect(() => policy({ allow: '127.0.0.1' })).toThrow('addresses.allow');
    expect(() => policy({ allowLoopback: 'maybe' })).toThrow('allowLoopback');
  });
});

describe("AddressPolicy's lookup", () => {
  const lookup = (settings: AddressSettings, ...answers: string[][]) =>
    promisify(new AddressPolicy(settings, resolveTo(...answers)).lookup);

  it.each([[['127.0.0.1']], [['10.0.0.1', '169.254.169.254']], [['::1']]])(
    'refuses a name that resolves to %j',
    async answers => {
      await expect(
        lookup({}, answers)('cluster.example', { all: true }),
      ).rejects.toMatchObject({
        code: 'ERR_ADDRESS_REFUSED',
        message: expect.stringContaining(
          `cluster.example (${answers[answers.length - 1]})`,
        ),
      });
    },
  );

  it.each([
    [{ all: true }, [{ address: '10.0.0.1', family: 4 }]],
    [{}, '10.0.0.1'],
    [{ family: 4 }, '10.0.0.1'],
  ])('answers a socket that asks with %j', async (options, expected) => {
    const answer: unknown = await lookup({}, ['10.0.0.1'])('a', options);
    expect(answer).toEqual(expected);
  });

  it("passes the resolver's error on", async () => {
    await expect(lookup({})('a', { all: true })).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
    await expect(lookup({}, [])('a', { all: true })).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
  });

  it('trusts an allowed name whatever it resolves to', async () => {
    const answer: unknown = await lookup({ allow: ['kube.example'] }, [
      '127.0.0.1',
    ])('kube.example', {});
    expect(answer).toBe('127.0.0.1');
  });

  it('is asked before a cluster is registered', async () => {
    const check = (server: string, ...answers: string[][]) =>
      new AddressPolicy({}, resolveTo(...answers)).checkResolved(server);
    await expect(check('https://a.example', ['10.0.0.1'])).resolves.toBe(
      undefined,
    );
    await expect(check('https://a.example', ['127.0.0.1'])).rejects.toThrow(
      'a.example (127.0.0.1)',
    );
    await expect(check('https://127.0.0.1')).rejects.toThrow('loopback');
    await expect(check('https://10.0.0.1')).resolves.toBe(undefined);
  });
});
