import { inspect } from 'node:util';

/** A way in which a secret may be written somewhere. */
export interface SecretForm {
  /** Such as `base64`, for the report. */
  form: string;
  /** To be found as it stands. */
  text: string;
}

/** Characters of a piece; two of them side by side are found wherever they were cut out. */
const PIECE = 24;
/** Tokens and keys of one kind begin alike: what comes before says nothing of this one. */
const COMMON_BEGINNING = 48;
/** Shorter texts are found by chance. */
const SHORTEST = 8;

/**
 * Every form in which a secret may turn up in logs, answers, dumps and traces: as it is, in base64 (also
 * somewhere within a longer text), for URLs, JSON (also JSON within JSON), HTML and in hex, and long ones in
 * pieces, since messages cut what they quote.
 *
 * @throws Error where a secret is too short to be looked for
 */
export function secretForms(secret: string): SecretForm[] {
  if (secret.length < SHORTEST) {
    throw new Error(
      `A secret of ${secret.length} characters is found by chance; use one of at least ${SHORTEST}`,
    );
  }
  const whole = formsOf(secret);
  const pieces = piecesOf(secret).flatMap(piece =>
    formsOf(piece).map(({ form, text }) => ({
      form: `${form} of a piece`,
      text,
    })),
  );
  const known = new Set<string>();
  return [...whole, ...pieces].filter(({ text }) => {
    const isNew = text.length >= SHORTEST && !known.has(text);
    known.add(text);
    return isNew;
  });
}

function piecesOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).filter(line => !line.startsWith('-----'));
  const text = lines.join('');
  const pieces: string[] = [];
  if (text.length >= COMMON_BEGINNING + 2 * PIECE) {
    for (let at = COMMON_BEGINNING; at + PIECE <= text.length; at += PIECE) {
      pieces.push(text.slice(at, at + PIECE));
    }
  }
  // Lines of PEM are 64 characters long, so that a piece may be broken in the middle.
  if (lines.length > 1) pieces.push(...lines.slice(1));
  return pieces.filter(piece => piece.length >= PIECE / 2);
}

function formsOf(text: string): SecretForm[] {
  const bytes = Buffer.from(text);
  const json = JSON.stringify(text).slice(1, -1);
  const hex = bytes.toString('hex');
  const percent = encodeURIComponent(text);
  const everyByte = hex.replace(/../g, '%$&');
  return [
    { form: 'text', text },
    ...base64Forms(bytes),
    { form: 'JSON', text: json },
    { form: 'JSON in JSON', text: JSON.stringify(json).slice(1, -1) },
    { form: 'JavaScript', text: inspect(text).slice(1, -1) },
    { form: 'URL', text: percent },
    { form: 'URL', text: percent.replace(/%20/g, '+') },
    { form: 'URL', text: encodeURI(text) },
    {
      form: 'URL',
      text: new URLSearchParams({ '': text }).toString().slice(1),
    },
    {
      form: 'URL',
      text: percent.replace(/%../g, code => code.toLowerCase()),
    },
    { form: 'URL of every byte', text: everyByte },
    { form: 'URL of every byte', text: everyByte.toUpperCase() },
    { form: 'HTML', text: html(text, '&#39;', '&quot;') },
    { form: 'HTML', text: html(text, '&#x27;', '&quot;') },
    { form: 'HTML', text: html(text, "'", '"') },
    { form: 'hex', text: hex },
    { form: 'hex', text: hex.toUpperCase() },
  ];
}

/** In base64 the same bytes look different depending on how many stand before them. */
function base64Forms(bytes: Buffer): SecretForm[] {
  return [0, 1, 2].flatMap(before => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString(
      'base64',
    );
    const text = encoded.slice(
      Math.ceil((before * 8) / 6),
      Math.floor(((before + bytes.length) * 8) / 6),
    );
    return [
      { form: 'base64', text },
      {
        form: 'base64url',
        text: text.replace(/\+/g, '-').replace(/\//g, '_'),
      },
    ];
  });
}

function html(text: string, apostrophe: string, quotation: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/'/g, apostrophe)
    .replace(/"/g, quotation);
}
