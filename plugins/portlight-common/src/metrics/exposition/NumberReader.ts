/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, power) =>
  Number(`1e${power}`),
);

/** Digits whose every combination a double holds exactly. */
const EXACT_DIGITS = 15;

/** Digits that two doubles hold exactly here. */
const LONG_DIGITS = 19;

/** Above what the rounding of a correction can amount to, relative to it. */
const CORRECTION_ERROR = 2 ** -49;

const SPLITTER = 2 ** 27 + 1;

/**
 * Reads numbers as Go's `strconv.ParseFloat` does: decimal, `inf`, `infinity` and `nan` in any case, no
 * hexadecimal digits and no underscores. The bytes must end with one that is not part of a number.
 */
export class NumberReader {
  /** After {@link NumberReader.read}: the first byte behind the number, or -1 where there is no number. */
  end = 0;
  /** Whether the number was larger than a double can be. */
  overflow = false;

  read(bytes: Uint8Array, start: number): number {
    let at = start;
    let byte = bytes[at];
    const negative = byte === 0x2d;
    if (negative || byte === 0x2b) {
      byte = bytes[++at];
    }
    const digitsStart = at;
    let mantissa = 0;
    while (byte >= 0x30 && byte <= 0x39) {
      mantissa = mantissa * 10 + (byte - 0x30);
      byte = bytes[++at];
    }
    let digits = at - digitsStart;
    let fraction = 0;
    if (byte === 0x2e) {
      const fractionStart = at + 1;
      byte = bytes[++at];
      while (byte >= 0x30 && byte <= 0x39) {
        mantissa = mantissa * 10 + (byte - 0x30);
        byte = bytes[++at];
      }
      fraction = at - fractionStart;
      digits += fraction;
    }
    if (digits === 0) {
      return this.readWord(bytes, start, digitsStart, at);
    }
    const digitsEnd = at;
    let exponent = 0;
    if (byte === 0x65 || byte === 0x45) {
      byte = bytes[++at];
      const negativeExponent = byte === 0x2d;
      if (negativeExponent || byte === 0x2b) {
        byte = bytes[++at];
      }
      if (!(byte >= 0x30 && byte <= 0x39)) {
        this.end = -1;
        this.overflow = false;
        return NaN;
      }
      while (byte >= 0x30 && byte <= 0x39) {
        if (exponent < 100_000_000) {
          exponent = exponent * 10 + (byte - 0x30);
        }
        byte = bytes[++at];
      }
      if (negativeExponent) {
        exponent = -exponent;
      }
    }
    this.end = at;
    const scale = exponent - fraction;
    let value: number;
    if (digits <= EXACT_DIGITS && scale >= -22 && scale <= 22) {
      // Both are exact, so that the one operation rounds as the number itself would be.
      value = scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
    } else {
      value = this.readLong(bytes, digitsStart, digitsEnd, scale, at);
    }
    return negative ? -value : value;
  }

  private readLong(
    bytes: Uint8Array,
    start: number,
    digitsEnd: number,
    scale: number,
    end: number,
  ): number {
    let high = 0;
    let low = 0;
    let digits = 0;
    for (let at = start; at < digitsEnd; at += 1) {
      const digit = bytes[at] - 0x30;
      if (digit >= 0 && (digit > 0 || digits > 0)) {
        digits += 1;
        if (digits <= EXACT_DIGITS) {
          high = high * 10 + digit;
        } else if (digits <= LONG_DIGITS) {
          low = low * 10 + digit;
        }
      }
    }
    if (digits === 0) {
      return 0;
    }
    if (digits <= LONG_DIGITS && scale >= -22 && scale <= 22) {
      const value = scaleExactly(
        high,
        low,
        digits > EXACT_DIGITS ? digits - EXACT_DIGITS : 0,
        scale,
      );
      if (!Number.isNaN(value)) {
        return value;
      }
    }
    let text = '';
    for (let at = start; at < end; at += 1) {
      text += String.fromCharCode(bytes[at]);
    }
    const value = Number(text);
    this.overflow = value === Infinity;
    if (this.overflow) {
      this.end = -1;
    }
    return value;
  }

  private readWord(
    bytes: Uint8Array,
    start: number,
    wordStart: number,
    at: number,
  ): number {
    this.end = -1;
    this.overflow = false;
    if (at !== wordStart) {
      return NaN;
    }
    let length = 0;
    let word = '';
    while (length < 9 && isLetter(bytes[at + length])) {
      word += String.fromCharCode(bytes[at + length] | 0x20);
      length += 1;
    }
    if (word === 'inf' || word === 'infinity') {
      this.end = at + length;
      return bytes[start] === 0x2d ? -Infinity : Infinity;
    }
    if (word === 'nan' && start === wordStart) {
      this.end = at + length;
    }
    return NaN;
  }
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/**
 * (high * 10^lowDigits + low) * 10^scale, rounded once, or NaN where that cannot be said for sure: the
 * result and the error of its first rounding are computed exactly, and it must not change when the
 * correction itself is off by as much as its own rounding can be.
 */
function scaleExactly(
  high: number,
  low: number,
  lowDigits: number,
  scale: number,
): number {
  const product = high * POWERS[lowDigits];
  const rest = productError(high, POWERS[lowDigits], product) + low;
  const sum = product + rest;
  const sumRest = rest - (sum - product);
  if (scale === 0) {
    return sum;
  }
  let first: number;
  let correction: number;
  if (scale > 0) {
    const power = POWERS[scale];
    first = sum * power;
    correction = productError(sum, power, first) + sumRest * power;
  } else {
    const power = POWERS[-scale];
    first = sum / power;
    const back = first * power;
    correction =
      (sum - back - productError(first, power, back) + sumRest) / power;
  }
  const error = Math.abs(correction) * CORRECTION_ERROR;
  const least = first + (correction - error);
  return least === first + (correction + error) ? least : NaN;
}

/** What `product` lacks of left * right (Dekker). */
function productError(left: number, right: number, product: number): number {
  const leftSplit = SPLITTER * left;
  const leftHigh = leftSplit - (leftSplit - left);
  const leftLow = left - leftHigh;
  const rightSplit = SPLITTER * right;
  const rightHigh = rightSplit - (rightSplit - right);
  const rightLow = right - rightHigh;
  return (
    leftHigh * rightHigh -
    product +
    leftHigh * rightLow +
    leftLow * rightHigh +
    leftLow * rightLow
  );
}
