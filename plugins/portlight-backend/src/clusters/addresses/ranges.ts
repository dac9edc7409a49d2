import ipaddr from 'ipaddr.js';

/** Why an address is refused. */
export interface AddressRange {
  /** For a sentence, such as `a link-local address`. */
  what: string;
  /** What `portlight.addresses.allowLoopback` allows. */
  loopback?: true;
}

type Parsed = ipaddr.IPv4 | ipaddr.IPv6;

/** First match wins, so that the narrower ones stand first. */
const REFUSED: [AddressRange, string[]][] = [
  [
    { what: "a cloud's metadata service" },
    [
      '169.254.169.254/32',
      // credentials of ECS tasks and EKS pods
      '169.254.170.2/32',
      '169.254.170.23/32',
      // Alibaba, Azure's wire server, Oracle's first
      '100.100.100.200/32',
      '168.63.129.16/32',
      '192.0.0.192/32',
      // AWS (all services of the instance), Google, Oracle, Scaleway
      'fd00:ec2::/32',
      'fd20:ce::254/128',
      'fd00:c1::a9fe:a9fe/128',
      'fd00:42::42/128',
    ],
  ],
  [{ what: 'a loopback address', loopback: true }, ['127.0.0.0/8', '::1/128']],
  [{ what: 'a link-local address' }, ['169.254.0.0/16', 'fe80::/10']],
  [{ what: 'an unspecified address' }, ['0.0.0.0/8', '::/128']],
  [{ what: 'a multicast address' }, ['224.0.0.0/4', 'ff00::/8']],
  [{ what: 'a broadcast address' }, ['255.255.255.255/32']],
  [{ what: 'a reserved address' }, ['192.0.0.0/24', '240.0.0.0/4']],
  // Its translation depends on the network, so that what is behind cannot be told.
  [{ what: 'a translated address (NAT64)' }, ['64:ff9b:1::/48']],
];

const RANGES = REFUSED.map(([range, blocks]) => ({
  range,
  blocks: blocks.map(block => ipaddr.parseCIDR(block)),
}));

/** IPv6 addresses that carry an IPv4 address: the block, and where the four bytes are. */
const EMBEDDED: { block: string; at: number; inverted?: true }[] = [
  // IPv4-mapped, IPv4-translated (SIIT), IPv4-compatible, NAT64
  { block: '::ffff:0:0/96', at: 12 },
  { block: '::ffff:0:0:0/96', at: 12 },
  { block: '::/96', at: 12 },
  { block: '64:ff9b::/96', at: 12 },
  // 6to4; Teredo's server and its client
  { block: '2002::/16', at: 2 },
  { block: '2001::/32', at: 4 },
  { block: '2001::/32', at: 12, inverted: true },
];

const EMBEDDING = EMBEDDED.map(({ block, ...rest }) => ({
  block: ipaddr.IPv6.parseCIDR(block),
  ...rest,
}));

/** ISATAP: the interface part of any prefix is `0:5efe:<IPv4>` or `200:5efe:<IPv4>`. */
const ISATAP = [0x5e, 0xfe];

/** Whether an address lies in a block; addresses of the other family do not. */
export function isIn(address: Parsed, [base, bits]: [Parsed, number]): boolean {
  return address.kind() === base.kind() && address.match(base as never, bits);
}

/** The address itself and every IPv4 address in it. */
export function readings(address: Parsed): Parsed[] {
  if (!(address instanceof ipaddr.IPv6)) return [address];
  const bytes = address.toByteArray();
  const embedded = EMBEDDING.filter(({ block }) => isIn(address, block)).map(
    ({ at, inverted }) =>
      bytes
        .slice(at, at + 4)
        // eslint rules forbid bitwise operators; 255 - x is the inverted byte
        .map(byte => (inverted ? 255 - byte : byte)),
  );
  if (
    (bytes[8] === 0 || bytes[8] === 2) &&
    bytes[9] === 0 &&
    ISATAP.every((byte, index) => bytes[10 + index] === byte)
  ) {
    embedded.push(bytes.slice(12, 16));
  }
  return [address, ...embedded.map(each => new ipaddr.IPv4(each))];
}

/** Why an address is refused by what it is, if it is. */
export function refusedRange(address: Parsed): AddressRange | undefined {
  for (const reading of readings(address)) {
    for (const { range, blocks } of RANGES) {
      if (blocks.some(block => isIn(reading, block))) return range;
    }
  }
  return undefined;
}
