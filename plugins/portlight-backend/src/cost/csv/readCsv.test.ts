import { CsvSyntaxError, readCsv } from './readCsv';

async function read(...chunks: (string | Buffer)[]) {
  const records: [number, string[]][] = [];
  let first: unknown;
  async function* source() {
    yield* chunks;
  }
  await readCsv(source(), {
    headers: (headers, decimal) => {
      first = { headers, decimal };
    },
    record: (record, line) => {
      records.push([line, record]);
    },
  });
  return { first, records };
}

describe('readCsv', () => {
  it.each([
    ['commas', 'a,b\n1,2\n', '.'],
    ['semicolons', 'a;b\n1;2\n', ','],
    ['tabs', 'a\tb\r\n1\t2\r\n', ','],
    ['a byte-order mark', '\ufeffa;b\r\n1;2', ','],
    ['empty lines', '\n\na,b\n\n1,2\n\n', '.'],
  ])('reads %s', async (_title, text, decimal) => {
    const { first, records } = await read(text);
    expect(first).toEqual({ headers: ['a', 'b'], decimal });
    expect(records.map(([, record]) => record)).toEqual([['1', '2']]);
  });

  it('reads UTF-16 as spreadsheets save it', async () => {
    const text = Buffer.from('\ufeffa\tb\r\nä\t2\r\n', 'utf16le');
    expect((await read(text)).records).toEqual([[2, ['ä', '2']]]);
  });

  it('knows the line of each record, quotes with line ends and all', async () => {
    const { records } = await read('a,b\n"x\ny",2\n3,4\n');
    expect(records).toEqual([
      [3, ['x\ny', '2']],
      [4, ['3', '4']],
    ]);
  });

  it('reads the same however the bytes arrive', async () => {
    const bytes = Buffer.from('name;price\n"Größe; ""x""";0,5\n€;1\n');
    const single = await read(...[...bytes].map(byte => Buffer.from([byte])));
    expect(single).toEqual(await read(bytes));
    expect(single.records[0][1]).toEqual(['Größe; "x"', '0,5']);
  });

  it.each([
    ['', 'The file is empty', 1],
    [
      'a,b\n"1,2\n3,4\n',
      'A quotation mark is not closed before the file ends',
      3,
    ],
    ['a,b\n1,x"y"\n', 'A quotation mark stands within a cell', 2],
    [`a,b\n${'x'.repeat(2 ** 21)}`, 'A line is longer than 1 MiB', 2],
  ])('says where a file stops being one: %#', async (text, message, line) => {
    const failure = await read(text).catch(error => error);
    expect(failure).toBeInstanceOf(CsvSyntaxError);
    expect(failure.message).toContain(message);
    expect(failure.line).toBe(line);
  });

  it('stops reading where its consumer fails', async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield `${given},1\n`.repeat(1000);
      }
    }
    await expect(
      readCsv(endless(), {
        headers: () => {},
        record: () => {
          throw new Error('enough');
        },
      }),
    ).rejects.toThrow('enough');
    expect(given).toBeLessThan(1000);
  });
});
