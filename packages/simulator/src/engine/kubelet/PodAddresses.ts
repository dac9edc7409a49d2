import type { ApiObject } from '../../store/objects';

/** Hands out the addresses of each node's range, one after the other. */
export class PodAddresses {
  private readonly given = new Map<string, number>();

  next(node: ApiObject | undefined, name: string): string {
    const [network, prefix] = String(
      node?.spec?.podCIDR ?? '10.244.0.0/24',
    ).split('/');
    const count = this.given.get(name) ?? 0;
    this.given.set(name, count + 1);
    // The first address is the bridge's, the last one is for broadcasts.
    const host = 2 + (count % (2 ** (32 - Number(prefix)) - 3));
    const [a, b, c, d] = network.split('.').map(Number);
    const address = ((a * 256 + b) * 256 + c) * 256 + d + host;
    return [24, 16, 8, 0]
      .map(bits => Math.floor(address / 2 ** bits) % 256)
      .join('.');
  }
}
