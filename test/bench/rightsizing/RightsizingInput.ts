/** What is measured in a process of its own. */
export interface RightsizingInput {
  database: 'SQLite' | 'PostgreSQL';
  /** Workloads of the cluster, each with a pod of one container. */
  workloads: number;
  /** Of usage, already there. */
  days: number;
  /** How often it is asked for. */
  queries: number;
}

/** What was measured. Times in seconds. */
export interface RightsizingResult {
  /** Five minutes of all containers: what is written as they end. */
  record: { wall: number; cpu: number };
  /** Of a container and day, in the table's rows. */
  bytesPerDay: number;
  /** Of the largest of them. */
  largestDay: number;
  /** A look at all of the cluster. */
  look: { wall: number; cpu: number; longestPause: number };
  /** The first 100 of all. */
  list: number[];
}
