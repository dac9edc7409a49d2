/** So many families of each kind; one histogram has 14 lines for each set of labels. */
const KINDS = ['counter', 'gauge', 'histogram', 'counter', 'summary'] as const;

const BOUNDS = '0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10 +Inf'.split(' ');
const METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];
const CODES = ['200', '201', '204', '301', '400', '401', '404', '500', '503'];

/** Families of all types with labels and values as servers have them, always the same for the same scrape. */
export function expositionText(families: number, scrape: number): string {
  let state = 20261121 + scrape;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const lines: string[] = [];
  for (let index = 0; index < families; index += 1) {
    const kind = KINDS[index % KINDS.length];
    const base = `acme_component${index % 17}_operation${index}`;
    const name = kind === 'counter' ? `${base}_total` : `${base}_seconds`;
    lines.push(
      `# HELP ${name} What component ${
        index % 17
      } says about operation ${index}.`,
      `# TYPE ${name} ${kind}`,
    );
    const sets = { counter: 210, gauge: 210, histogram: 15, summary: 42 }[kind];
    for (let set = 0; set < sets; set += 1) {
      const labels = [
        `code="${CODES[set % CODES.length]}"`,
        `handler="/api/v1/resources/${set >> 3}/items"`,
        `method="${METHODS[set % METHODS.length]}"`,
        `shard="${set}"`,
      ].join(',');
      const count = Math.floor(random() * 1e6);
      if (kind === 'counter') {
        lines.push(`${name}{${labels}} ${count}`);
      } else if (kind === 'gauge') {
        lines.push(`${name}{${labels}} ${random() * 1e9}`);
      } else {
        const marks =
          kind === 'histogram'
            ? BOUNDS.map((bound, place) => [
                `_bucket{${labels},le="${bound}"}`,
                Math.floor((count * (place + 1)) / BOUNDS.length),
              ])
            : ['0.5', '0.9', '0.99'].map(quantile => [
                `{${labels},quantile="${quantile}"}`,
                random(),
              ]);
        for (const [rest, value] of marks) {
          lines.push(`${name}${rest} ${value}`);
        }
        lines.push(
          `${name}_sum{${labels}} ${count * random()}`,
          `${name}_count{${labels}} ${count}`,
        );
      }
    }
  }
  return `${lines.join('\n')}\n`;
}
