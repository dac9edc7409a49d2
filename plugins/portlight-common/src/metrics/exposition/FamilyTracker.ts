import {
  isMember,
  possibleFamilies,
  suffixesOf,
  type FamilyRecord,
} from './families';
import type { MetadataStatement } from './Recording';
import type { TableState } from './SeriesTable';
import type { ExpositionFormatName } from './types';

/** The families of a scrape, and which of them each sample belongs to. */
export class FamilyTracker {
  /** In order of their first appearance. */
  readonly seen: FamilyRecord[] = [];
  private current: FamilyRecord | undefined = undefined;
  private assignedName = -1;
  private assigned: FamilyRecord | undefined = undefined;

  constructor(
    private readonly state: TableState,
    private readonly format: ExpositionFormatName,
  ) {}

  private begin(name: string): FamilyRecord {
    const record = this.state.recordOf(name);
    if (record.scrape !== this.state.scrape) {
      record.begin(this.state.scrape);
      this.seen.push(record);
    }
    return record;
  }

  /** Takes metadata, which the samples behind it may belong to. */
  describe({ name, type, help, unit }: MetadataStatement): void {
    const record = this.begin(name);
    this.current = record;
    this.assignedName = -1;
    record.type = type ?? record.type;
    // Nothing said is the same as no line.
    record.help = help === undefined ? record.help : help || undefined;
    record.unit = unit === undefined ? record.unit : unit || undefined;
  }

  /** The family of a sample, which hangs on nothing but its name and the metadata before it. */
  assign(name: number): FamilyRecord {
    if (name === this.assignedName) {
      return this.assigned!;
    }
    const text = this.state.nameTexts[name];
    const { current } = this;
    this.assigned =
      current && isMember(text, current.name, current.type, this.format)
        ? current
        : this.findFamily(text);
    this.assignedName = name;
    return this.assigned;
  }

  private findFamily(sample: string): FamilyRecord {
    const { records, scrape } = this.state;
    if (records.get(sample)?.scrape !== scrape) {
      for (const { name, suffix } of possibleFamilies(sample)) {
        const record = records.get(name);
        if (
          record?.scrape === scrape &&
          suffixesOf(record.type, this.format).includes(suffix)
        ) {
          return record;
        }
      }
    }
    return this.begin(sample);
  }
}
