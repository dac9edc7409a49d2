import { execFileSync } from 'node:child_process';
import os from 'node:os';

/** Where a bench ran: figures of different machines are not compared. */
export interface Machine {
  cpu: string;
  cores: number;
  /** Bytes. */
  memory: number;
  system: string;
  node: string;
  /** One-minute load average when the bench began: figures of a busy machine are worth less. */
  load: number;
}

/** The machine that this runs on. */
export function describeMachine(): Machine {
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memory: os.totalmem(),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    load: os.loadavg()[0],
  };
}

/** The commit that was measured, with `+` where files differ from it. */
export function describeCommit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: __dirname, encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no');
    return `${git('rev-parse', '--short=12', 'HEAD')}${changed ? '+' : ''}`;
  } catch {
    return 'unknown';
  }
}
