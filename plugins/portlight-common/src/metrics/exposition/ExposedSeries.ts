import { formatSeriesKey } from './text';
import type { Family, Labels, Series } from './types';

/** A series whose key is written when somebody asks: most of the work of a first scrape is not done then. */
export class ExposedSeries implements Series {
  private text: string | undefined = undefined;

  constructor(
    readonly name: string,
    readonly labels: Labels,
    readonly family: Family,
  ) {}

  get key(): string {
    this.text ??= formatSeriesKey(this.name, this.labels);
    return this.text;
  }
}
