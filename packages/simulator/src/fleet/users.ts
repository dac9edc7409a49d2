import type { TokenUser } from '../server';

/** Who may read a cluster of the demo. */
export function demoUsers(_cluster: string): readonly TokenUser[] | undefined {
  return undefined;
}
