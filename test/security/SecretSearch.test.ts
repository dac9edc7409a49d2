import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { type Database, DATABASES } from '../integration/databases';
import { describeWith } from '../parts';
import { SecretSearch } from './SecretSearch';

const TOKEN = `a b&c/d?e=f+g"h'i<j>\\k%l-${randomBytes(9).toString('base64')}`;
const PEM = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
}).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
const search = new SecretSearch({ token: TOKEN, key: PEM });
const encoded = (text: string) => Buffer.from(text).toString('base64');
const json = (value: unknown) => JSON.stringify(value);

const FORMS: [string, (secret: string) => string][] = [
  ['as it is', secret => `Authorization: Bearer ${secret}`],
  ['in base64', secret => encoded(secret)],
  ['in base64 after something', secret => encoded(`x:${secret}`)],
  ['in base64 within something', secret => encoded(`{"token":"${secret}"}`)],
  ['in base64url', secret => Buffer.from(secret).toString('base64url')],
  ['in JSON', secret => json({ secret })],
  ['in JSON in JSON', secret => json({ line: json({ secret }) })],
  ['in a URL', secret => `https://x?token=${encodeURIComponent(secret)}`],
  ['in a form', secret => new URLSearchParams({ secret }).toString()],
  ['in hex', secret => Buffer.from(secret).toString('hex')],
  [
    'in hex, large',
    secret => Buffer.from(secret).toString('hex').toUpperCase(),
  ],
  [
    'in HTML',
    secret =>
      secret
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/'/g, '&#39;'),
  ],
  ['as Node shows it', secret => inspect({ secret })],
];

describe('SecretSearch', () => {
  it.each(FORMS)('finds secrets %s', (_, write) => {
    for (const [label, secret] of Object.entries({ token: TOKEN, key: PEM })) {
      const findings = search.inText(`before ${write(secret)} after`, 'a log');
      expect(findings[0]).toMatchObject({ secret: label, place: 'a log' });
    }
  });

  it('finds what is cut out of a long secret, whatever is around it', () => {
    const secret = randomBytes(150).toString('base64url');
    const long = new SecretSearch({ long: secret });
    fc.assert(
      fc.property(
        fc.integer({ min: 48, max: 152 }),
        fc.string(),
        (from, around) => {
          const cut = `${around}${secret.slice(from, from + 48)}...`;
          expect(long.inText(cut, 'x')).not.toEqual([]);
          expect(long.inText(encoded(cut), 'x')).not.toEqual([]);
        },
      ),
    );
  });

  it('finds single lines of a key', () => {
    const [, , line] = PEM.split('\n');
    expect(search.inText(`> ${line}`, 'x')).toMatchObject([
      { secret: 'key', place: 'x' },
    ]);
  });

  it('finds nothing where there is nothing', () => {
    const others = [
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
        format: 'pem',
        type: 'pkcs8',
      }) as string,
      randomBytes(10_000).toString('base64'),
      TOKEN.slice(0, 12),
      '-----BEGIN PRIVATE KEY-----',
    ];
    for (const other of others) {
      expect(search.inText(other, 'x')).toEqual([]);
      expect(search.inText(encoded(other), 'x')).toEqual([]);
    }
  });

  it('looks into errors, causes, maps and bytes', () => {
    const error = new Error('outer', {
      cause: Object.assign(new Error('inner'), { config: { auth: TOKEN } }),
    });
    expect(search.inValue({ error }, 'an error')).toHaveLength(1);
    expect(search.inValue(new Map([['a', [TOKEN]]]), 'a map')).toHaveLength(1);
    expect(search.inValue(Buffer.from(TOKEN), 'bytes')).toHaveLength(1);
    expect(search.inValue({ [TOKEN]: 1 }, 'a key')).toHaveLength(1);
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    expect(search.inValue(circle, 'a circle')).toEqual([]);
  });

  it('refuses secrets that are found by chance', () => {
    expect(() => new SecretSearch({ short: 'abc' })).toThrow('by chance');
  });

  describe('in files', () => {
    let folder: string;

    beforeAll(() => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-secrets-'));
    });
    afterAll(() => fs.rmSync(folder, { recursive: true }));

    it.each([[0], [1], [4 * 1024 * 1024 - 10], [9 * 1024 * 1024 + 5]])(
      'finds a secret at byte %d',
      at => {
        const file = path.join(folder, 'large.log');
        fs.writeFileSync(
          file,
          Buffer.concat([
            Buffer.alloc(at, '.'),
            Buffer.from(encoded(TOKEN)),
            Buffer.alloc(5 * 1024 * 1024, '.'),
          ]),
        );
        expect(search.inFile(file)).toMatchObject([
          { secret: 'token', form: 'base64', place: file },
        ]);
      },
    );

    it('looks into every file of a folder', () => {
      const nested = path.join(folder, 'a', 'b');
      fs.mkdirSync(nested, { recursive: true });
      fs.writeFileSync(path.join(nested, 'clean.log'), 'nothing');
      fs.writeFileSync(path.join(nested, 'trace.bin'), TOKEN);
      fs.symlinkSync('/', path.join(nested, 'root'));
      expect(search.inFolder(path.join(folder, 'a'))).toMatchObject([
        { secret: 'token', place: path.join(nested, 'trace.bin') },
      ]);
    });
  });
});

for (const { name, parts, start } of DATABASES) {
  describeWith(parts, `SecretSearch in ${name}`, () => {
    let database: Database;
    beforeAll(async () => {
      database = await start();
    }, 60_000);
    afterAll(() => database.stop());

    it('looks into every column of every table', async () => {
      await leak(database.knex);
      expect(await search.inDatabase(database.knex)).toMatchObject([
        { secret: 'token', place: 'leaks.document' },
        { secret: 'key', place: 'leaks.bytes' },
      ]);
    });
  });
}

async function leak(knex: Knex): Promise<void> {
  await knex.schema.createTable('leaks', table => {
    table.text('document');
    table.binary('bytes');
    table.text('clean');
  });
  await knex('leaks').insert({
    document: json({ kubeconfig: json({ token: TOKEN }) }),
    bytes: Buffer.from(PEM),
    clean: 'nothing',
  });
}
