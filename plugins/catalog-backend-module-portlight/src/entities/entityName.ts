import { createHash } from 'node:crypto';

const LONGEST = 63;
const PLAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * A name that the catalog takes, made of names that it might not: `cart.shop.prod-eu`. Where the parts alone would not
 * tell it from every other one (too long, other characters, dots in a part) a checksum of them does.
 */
export function entityName(...parts: readonly string[]): string {
  const whole = parts.join('.');
  if (parts.every(part => PLAIN.test(part)) && whole.length <= LONGEST) {
    return whole;
  }
  const checksum = createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, 8);
  const readable = whole
    .toLowerCase()
    .replace(/[^-a-z0-9.]+/g, '-')
    .replace(/([-.])[-.]+/g, '$1')
    .slice(0, LONGEST - checksum.length - 1)
    .replace(/^[-.]+|[-.]+$/g, '');
  return readable ? `${readable}-${checksum}` : checksum;
}
