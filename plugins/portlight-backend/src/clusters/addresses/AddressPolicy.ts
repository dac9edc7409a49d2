import { lookup as lookupAddress, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { AddressRefusedError } from './AddressRefusedError';
import { isIn, readings, refusedRange } from './ranges';

/** The settings under `portlight.addresses`. */
export interface AddressSettings {
  /** Default false. */
  allowLoopback?: boolean;
  /** IP addresses, CIDR blocks, host names and `*.` suffixes that are let through; before all else. */
  allow?: readonly string[];
  /** The same, refused. */
  deny?: readonly string[];
}

/** Finds the addresses of a host name; node's `dns.lookup`. */
export type Resolve = typeof lookupAddress;

type Parsed = ipaddr.IPv4 | ipaddr.IPv6;

/** Entries of `allow` or `deny`. */
interface Entries {
  blocks: [Parsed, number][];
  hosts: ReadonlySet<string>;
  /** With the leading dot. */
  suffixes: readonly string[];
}

/** Names of metadata services, which resolve inside their clouds only. */
const METADATA_HOSTS = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
]);

const LOOPBACK =
  'a loopback address, which is this machine for the portal and not for you';
const HOST_LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * Which servers the portal connects to for clusters that users registered or described: not to the machine
 * it runs on, its cloud's metadata service or its link. Private addresses are allowed, since clusters are
 * there.
 */
export class AddressPolicy {
  readonly #allowLoopback: boolean;
  readonly #allow: Entries;
  readonly #deny: Entries;
  readonly #resolve: Resolve;

  /**
   * @param resolve - for tests
   * @throws InputError that names the setting at fault
   */
  constructor(
    settings: AddressSettings = {},
    resolve: Resolve = lookupAddress,
  ) {
    this.#allowLoopback = settings.allowLoopback ?? false;
    this.#allow = readEntries(settings.allow, 'portlight.addresses.allow');
    this.#deny = readEntries(settings.deny, 'portlight.addresses.deny');
    this.#resolve = resolve;
  }

  /**
   * Reads `addresses` of the section `portlight`.
   *
   * @throws an Error that names the setting at fault
   */
  static fromConfig(config: Config | undefined): AddressPolicy {
    return new AddressPolicy({
      allowLoopback: config?.getOptionalBoolean('addresses.allowLoopback'),
      allow: config?.getOptionalStringArray('addresses.allow'),
      deny: config?.getOptionalStringArray('addresses.deny'),
    });
  }

  /**
   * Checks a server's address without asking any name server.
   *
   * @param server - an http(s) URL
   * @throws AddressRefusedError
   */
  check(server: string): void {
    this.#checkHost(hostOf(server));
  }

  /**
   * Checks a server's address and what its name resolves to now. The connection checks again: the answer may
   * be another by then.
   *
   * @throws AddressRefusedError, or the resolver's error
   */
  async checkResolved(server: string): Promise<void> {
    const host = hostOf(server);
    this.#checkHost(host);
    if (isIP(host)) return;
    await new Promise<void>((resolve, reject) => {
      this.lookup(host, { all: true }, error =>
        error ? reject(error) : resolve(),
      );
    });
  }

  /**
   * Resolves a name for a socket. Where any of the answers is refused all are: a name that has a public and
   * a forbidden address is no accident. What is answered is what the socket connects to.
   */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    const answer = callback as (
      error: NodeJS.ErrnoException | null,
      address?: string | LookupAddress[],
      family?: number,
    ) => void;
    try {
      this.#checkHost(hostname);
    } catch (error) {
      process.nextTick(answer, error as Error);
      return;
    }
    this.#resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        answer(error);
        return;
      }
      try {
        for (const { address } of addresses) {
          this.#checkAddress(address, hostname);
        }
        if (addresses.length === 0) throw notFound(hostname);
      } catch (failure) {
        answer(failure as Error);
        return;
      }
      if (options.all) answer(null, addresses);
      else answer(null, addresses[0].address, addresses[0].family);
    });
  };

  /** undici's connector, which connects to checked addresses only. The name for TLS stays the host's. */
  connector(options: buildConnector.BuildOptions): buildConnector.connector {
    const connect = buildConnector({
      ...options,
      lookup: this.lookup,
    } as buildConnector.BuildOptions);
    return (target, callback) => {
      try {
        // A socket resolves no IP address, so that `lookup` would never see it.
        this.#checkHost(target.hostname);
      } catch (error) {
        process.nextTick(callback, error as Error, null);
        return;
      }
      connect(target, (...[error, socket]) => {
        if (error) {
          callback(error, null);
          return;
        }
        try {
          // Against whatever would lead a socket elsewhere than to the address that was checked.
          this.#checkAddress(socket.remoteAddress ?? '', target.hostname);
        } catch (failure) {
          socket.destroy();
          callback(failure as Error, null);
          return;
        }
        callback(null, socket);
      });
    };
  }

  #checkHost(host: string): void {
    const name = withoutTrailingDots(host.toLowerCase());
    const literal = unbracketed(name);
    if (isIP(literal)) {
      this.#checkAddress(literal);
      return;
    }
    if (hasHost(this.#allow, name)) return;
    if (hasHost(this.#deny, name)) {
      throw new AddressRefusedError(
        name,
        `The portal may not connect to ${name}: portlight.addresses.deny forbids it.`,
      );
    }
    if (METADATA_HOSTS.has(name))
      throw refused(name, "a cloud's metadata service");
    if (
      !this.#allowLoopback &&
      (name === 'localhost' || name.endsWith('.localhost'))
    ) {
      throw refused(name, LOOPBACK);
    }
  }

  /** @param host - the name that it is an address of */
  #checkAddress(address: string, host?: string): void {
    if (host !== undefined && hasHost(this.#allow, normal(host))) return;
    if (!ipaddr.isValid(address)) {
      throw refused(address || 'nothing', 'no IP address');
    }
    const parsed = ipaddr.parse(address);
    const shown =
      host === undefined || normal(host) === address
        ? address
        : `${host} (${address})`;
    const [direct, ...embedded] = readings(parsed);
    const allows = (each: Parsed) => hasAddress(this.#allow, each);
    // Of an address that carries two others, one that is allowed does not speak for the other.
    if (allows(direct) || (embedded.length > 0 && embedded.every(allows))) {
      return;
    }
    if ([direct, ...embedded].some(each => hasAddress(this.#deny, each))) {
      throw new AddressRefusedError(
        address,
        `The portal may not connect to ${shown}: portlight.addresses.deny forbids it.`,
      );
    }
    const range = refusedRange(parsed);
    if (!range || (range.loopback && this.#allowLoopback)) return;
    throw refused(address, range.loopback ? LOOPBACK : range.what, shown);
  }
}

function refused(
  address: string,
  what: string,
  shown = address,
): AddressRefusedError {
  return new AddressRefusedError(
    address,
    `The portal does not connect to ${shown}: it is ${what}. Use the address under which the portal reaches the API server, or ask its operator to allow it with portlight.addresses.`,
  );
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    code: 'ENOTFOUND',
  });
}

/** As the URL parser writes it: 0x7f.1, 2130706433 and 127.0.0.1 are one. */
function hostOf(server: string): string {
  return new URL(server).hostname;
}

function normal(host: string): string {
  return unbracketed(withoutTrailingDots(host.toLowerCase()));
}

function withoutTrailingDots(host: string): string {
  let end = host.length;
  while (end > 0 && host[end - 1] === '.') end--;
  return host.slice(0, end);
}

function unbracketed(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

function hasHost({ hosts, suffixes }: Entries, name: string): boolean {
  return hosts.has(name) || suffixes.some(suffix => name.endsWith(suffix));
}

function hasAddress({ blocks }: Entries, address: Parsed): boolean {
  return blocks.some(block => isIn(address, block));
}

function readEntries(
  entries: readonly string[] = [],
  setting: string,
): Entries {
  const blocks: [Parsed, number][] = [];
  const hosts = new Set<string>();
  const suffixes: string[] = [];
  entries.forEach((entry, index) => {
    const block = readBlock(entry);
    if (block) {
      blocks.push(block);
      return;
    }
    const name = normal(entry);
    const host = name.startsWith('*.') ? name.slice(2) : name;
    const labels = host.split('.');
    if (
      host.length > 253 ||
      !labels.every(label => HOST_LABEL.test(label)) ||
      // Names do not end in a number: that is an address gone wrong, such as 10.0.0.
      /^(\d+|0x[0-9a-f]*)$/.test(labels[labels.length - 1])
    ) {
      throw new InputError(
        `\`${setting}[${index}]\` is ${JSON.stringify(
          entry,
        )}, which is no IP address, CIDR block (10.0.0.0/8), host name or suffix (*.example.com)`,
      );
    }
    if (host === name) hosts.add(name);
    else suffixes.push(`.${host}`);
  });
  return { blocks, hosts, suffixes };
}

function readBlock(entry: string): [Parsed, number] | undefined {
  const text = entry.trim();
  const [address, bits, ...more] = text.split('/');
  // Only the usual notation: what is meant by 010.0.0.1 depends on the reader.
  if (!isIP(address) || more.length > 0) return undefined;
  if (bits === undefined) {
    const parsed = ipaddr.parse(address);
    return [parsed, parsed.kind() === 'ipv4' ? 32 : 128];
  }
  return /^\d{1,3}$/.test(bits) && ipaddr.isValidCIDR(text)
    ? ipaddr.parseCIDR(text)
    : undefined;
}
