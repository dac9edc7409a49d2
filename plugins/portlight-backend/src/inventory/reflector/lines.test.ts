import fc from 'fast-check';
import { LineSplitter, LineTooLongError } from './lines';

function split(bytes: Buffer, cuts: number[], limit = 1000): string[] {
  const splitter = new LineSplitter(limit);
  const at = [...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort(
    (a, b) => a - b,
  );
  const lines: string[] = [];
  [...at, bytes.length].reduce((start, end) => {
    lines.push(...splitter.push(bytes.subarray(start, end)));
    return end;
  }, 0);
  return lines;
}

describe('LineSplitter', () => {
  it('finds the same lines wherever the stream is cut', () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map(text => `"${text.replace(/\n/g, '')}"`);
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat()), (lines, cuts) => {
        const bytes = Buffer.from(lines.map(each => `${each}\n`).join(''));
        expect(split(bytes, cuts)).toEqual(lines);
      }),
    );
  });

  it('leaves out empty lines and takes carriage returns for blanks', () => {
    expect(split(Buffer.from('a\n\n \r\nb\n'), [])).toEqual(['a', 'b']);
  });

  it('has what came after the last newline', () => {
    const splitter = new LineSplitter(100);
    expect([...splitter.push(Buffer.from('a\nhal'))]).toEqual(['a']);
    expect(splitter.rest()).toBe('hal');
  });

  it('refuses a line above its bound, also one that comes in small parts', () => {
    expect(split(Buffer.from(`${'x'.repeat(100)}\n`), [], 100)).toHaveLength(1);
    expect(() => split(Buffer.from('x'.repeat(101)), [], 100)).toThrow(
      LineTooLongError,
    );
    expect(() =>
      split(Buffer.from('x'.repeat(101)), [10, 30, 60, 90], 100),
    ).toThrow(LineTooLongError);
  });
});
