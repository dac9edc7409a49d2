type Labels = Record<string, string | number>;

/** Writes the Prometheus text format, version 0.0.4. */
export class Exposition {
  readonly #lines: string[] = [];

  /** Begins a family. */
  family(
    name: string,
    type: 'counter' | 'gauge' | 'histogram' | 'summary',
    help: string,
  ): void {
    this.#lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
  }

  sample(name: string, labels: Labels, value: number): void {
    const pairs = Object.entries(labels).map(
      ([label, text]) => `${label}="${escape(String(text))}"`,
    );
    this.#lines.push(
      `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`,
    );
  }

  /** A family of one gauge without labels. */
  gauge(name: string, help: string, value: number): void {
    this.family(name, 'gauge', help);
    this.sample(name, {}, value);
  }

  /** A family of one counter without labels. */
  counter(name: string, help: string, value: number): void {
    this.family(name, 'counter', help);
    this.sample(name, {}, value);
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}

function escape(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}
