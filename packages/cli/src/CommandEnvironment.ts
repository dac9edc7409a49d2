/** What a command reads and writes besides files: the process, or what a test puts in its place. */
export interface CommandEnvironment {
  /** Relative file names start here. */
  cwd: string;
  stdin: AsyncIterable<Uint8Array>;
  /** Milliseconds since the epoch. */
  now(): number;
  writeOutput(text: string): void;
  writeError(text: string): void;
  /** Whether the output is for eyes and may have colours. */
  colors: boolean;
}

/** What commands end with. */
export const EXIT = Object.freeze({
  done: 0,
  /** Something is as bad as `--fail-on` says, or worse. */
  findings: 1,
  /** A file or the command line could not be read. */
  unreadable: 2,
});
