/** A generator of numbers that gives the same ones for the same seed (mulberry32). */
export function randomOf(seed: number): (below: number) => number {
  let state = seed | 0;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Well-formed expositions to begin from. */
export const SEEDS: readonly string[] = [
  `# HELP a_total Help \\n text.
# TYPE a_total counter
a_total{b="c",d="e f"} 1027 1395066363000
a_total{b="c\\"\\\\",d="e"} 3.5e-3

# TYPE h histogram
h_bucket{x="1",le="0.5"} 1
h_bucket{x="1",le="+Inf"} 17
h_sum{x="1"} 324789.123456789012
h_count{x="1"} 17
{"my.name","l.n"="v"} NaN
lonely -Inf
`,
  `# TYPE c counter
# UNIT c_seconds seconds
# HELP c Some \\"text\\".
c_total{a="b"} 17.0 12.5 # {t="x"} 0.5 1.25
c_created{a="b"} 1520430000.123
# TYPE h histogram
h_bucket{le="1"} 8 # {} 0.054
h_bucket{le="+Inf"} 17
h_count 17
h_sum 324789.3
h_created 1520430001.5
# TYPE s summary
s{quantile="0.95"} 123.7
# TYPE i info
i_info{name="é"} 1
{"u.u",q="\\n"} 42.23
# EOF
`,
];

const SNIPPETS = [
  '\n',
  ' ',
  '\t',
  '"',
  '\\',
  '{',
  '}',
  ',',
  '=',
  '#',
  '# ',
  ' # {',
  '\0',
  '\r',
  '\\n',
  '\\"',
  '1e999',
  'NaN',
  '+Inf',
  '-1',
  '0x1',
  '{}',
  'a',
  'le="',
  '__proto__',
  '__name__="x"',
  '# EOF\n',
  '# TYPE a_total gauge\n',
  '# TYPE lonely counter\n',
  '# HELP lonely x\n',
  '# UNIT h x\n',
  'a_total{b="c",d="e f"} 9\n',
  '{"q\nq"} 1\n',
  '\ufeff',
  'é',
];

const encoder = new TextEncoder();

/** A seed after a few changes of all kinds. */
export function mutate(random: (below: number) => number): Uint8Array {
  let bytes = [...encoder.encode(SEEDS[random(SEEDS.length)])];
  for (let change = random(6); change >= 0; change -= 1) {
    const at = random(bytes.length + 1);
    const to = Math.min(bytes.length, at + 1 + random(20));
    switch (random(6)) {
      case 0:
        bytes.splice(at, 1, random(256));
        break;
      case 1:
        bytes.splice(at, to - at);
        break;
      case 2:
        bytes.splice(at, 0, ...bytes.slice(at, to));
        break;
      case 3:
        bytes.splice(random(bytes.length + 1), 0, ...bytes.slice(at, to));
        break;
      case 4:
        bytes = bytes.slice(0, Math.max(at, 20));
        break;
      default:
        bytes.splice(
          at,
          0,
          ...encoder.encode(SNIPPETS[random(SNIPPETS.length)]),
        );
    }
  }
  return Uint8Array.from(bytes);
}
