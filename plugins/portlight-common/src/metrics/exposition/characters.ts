export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const COMMA = 0x2c;
export const EQUALS = 0x3d;
export const BACKSLASH = 0x5c;
export const LETTER_N = 0x6e;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;

/** May begin the name of a metric. */
export const METRIC_START = 1;
/** May be in the name of a metric. */
export const METRIC_PART = 2;
/** May begin the name of a label. */
export const LABEL_START = 4;
/** May be in the name of a label. */
export const LABEL_PART = 8;
/** Stands for itself between quotes. */
export const PLAIN = 16;

/** What each byte may be, as bits. */
export const CLASSES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  const letter = /[a-zA-Z_]/.test(character);
  const digit = /\d/.test(character);
  const colon = character === ':';
  return (
    (letter || colon ? METRIC_START : 0) |
    (letter || colon || digit ? METRIC_PART : 0) |
    (letter ? LABEL_START : 0) |
    (letter || digit ? LABEL_PART : 0) |
    (byte === QUOTE || byte === BACKSLASH || byte === LINE_FEED ? 0 : PLAIN)
  );
});
