/** How the peers of a target are probed; what is absent is as configured. */
export interface ProbeSpec {
  /** Begins with `/`. */
  path?: string;
  /** The number of a port, or its name. */
  port?: string;
}

/** How the peers of a target are scraped, where annotations say so; what is absent is found out. */
export interface ScrapeSpec {
  /** The number of a port, or its name. */
  port?: string;
  /** Begins with `/`. */
  path?: string;
  scheme?: 'http' | 'https';
  /** False: not at all. */
  enabled?: boolean;
}

/** Something whose peers are discovered, and how: one Service in one cluster, or what an entity's annotations name. */
export interface PeerTargetSpec {
  /** The discovery method. */
  method: string;
  /** Of the method, checked by it. */
  options: Readonly<Record<string, unknown>>;
  /** For people, such as `shop/cart`. */
  name: string;
  namespace?: string;
  service?: string;
  scrape?: ScrapeSpec;
  probe?: ProbeSpec;
}

/** Where a target is in the tables. */
export interface TargetKey {
  /** Empty for targets that belong to no cluster. */
  cluster: string;
  /** `service/NAMESPACE/NAME`, or `entity/REF#...`. */
  id: string;
}

/** A key as one text, for Maps. */
export function targetKeyText({ cluster, id }: TargetKey): string {
  return `${cluster}\n${id}`;
}

/** A target with what the tables say of it. */
export interface StoredTarget extends TargetKey {
  spec: PeerTargetSpec;
  /** Random; what push calls it. */
  topic: string;
  /** Grows with every committed change of the target or of its peers. */
  revision: number;
  /** Worked on without being asked for. */
  continuous: boolean;
  /** ISO 8601: when its peers were last read. */
  checkedAt?: string;
  /** Why they could not be, or are not all. */
  message?: string;
  /** Whether the last reading failed: the peers are those of an earlier one. */
  failed: boolean;
}
