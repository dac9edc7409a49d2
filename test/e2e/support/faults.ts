import { control } from './portlight';

/** As the simulator's control endpoint has it; settings depend on the type. */
export interface Fault {
  type: string;
  [setting: string]: unknown;
}

/** A fault of the demo fleet that is in force. */
export interface StartedFault {
  /** How many requests it has hit. */
  hits(): Promise<number>;
  end(): Promise<unknown>;
}

const MANY = 1_000_000;

/**
 * Lets something be wrong with requests whose path below a cluster begins with the prefix; a latency of 0 only counts
 * them.
 */
export async function startFault(
  simulatorUrl: string,
  cluster: string,
  pathPrefix: string,
  fault: Fault,
): Promise<StartedFault> {
  const path = `/clusters/${cluster}/faults`;
  const { id } = (await control(simulatorUrl, 'POST', path, {
    ...fault,
    count: MANY,
    match: { pathPrefix },
  })) as { id: string };
  return {
    hits: async () => {
      const { items } = (await control(simulatorUrl, 'GET', path)) as {
        items: { id: string; count: number }[];
      };
      return MANY - items.find(each => each.id === id)!.count;
    },
    end: () => control(simulatorUrl, 'DELETE', `${path}/${id}`),
  };
}
