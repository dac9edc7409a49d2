import type { ServerResponse } from 'node:http';
import {
  faultMatches,
  type ActiveFault,
  type Fault,
  type FaultTarget,
  type FaultType,
} from './Fault';

const HUGE_LINE_BYTES = 20 * 1024 * 1024;

/** How far a watch got towards being cut. */
interface CutState {
  lines: number;
  stopped: boolean;
  /** A bookmark that comes again. */
  late?: string;
}

/**
 * What is wrong with a cluster right now. Changes count for requests from then on, and for the open watches
 * with their next line.
 *
 * @public
 */
export class FaultSet {
  private faults: ActiveFault[] = [];
  private nextId = 1;
  private readonly cuts = new WeakMap<ServerResponse, CutState>();
  private readonly listeners = new Set<() => void>();
  private readonly random: () => number;

  /** @param random - decides by `probability`; answers numbers in [0, 1) */
  constructor(random: () => number = Math.random) {
    this.random = random;
  }

  list(): readonly ActiveFault[] {
    return this.faults;
  }

  add(fault: Fault): ActiveFault {
    const active = {
      ...fault,
      id: fault.id ?? `fault-${this.nextId++}`,
    } as ActiveFault;
    this.faults = [...this.faults.filter(({ id }) => id !== active.id), active];
    this.changed();
    return active;
  }

  /** Ends a fault. @returns whether there was one of that id */
  remove(id: string): boolean {
    const left = this.faults.filter(fault => fault.id !== id);
    const found = left.length < this.faults.length;
    this.faults = left;
    if (found) {
      this.changed();
    }
    return found;
  }

  /** Replaces everything. */
  set(faults: readonly Fault[]): void {
    this.faults = [];
    for (const fault of faults) {
      this.add(fault);
    }
    this.changed();
  }

  clear(): void {
    this.set([]);
  }

  /** Calls when the set changes; returns the function that ends it. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** A fault of a type that is not about single requests. */
  get<T extends FaultType>(type: T): (ActiveFault & { type: T }) | undefined {
    return this.faults.find(fault => fault.type === type) as
      | (ActiveFault & { type: T })
      | undefined;
  }

  /** The first fault of a type that hits a request. A hit counts. */
  find<T extends FaultType>(
    type: T,
    target: FaultTarget,
  ): (ActiveFault & { type: T }) | undefined {
    // The common case first: this runs for every request and every line.
    if (this.faults.length === 0) {
      return undefined;
    }
    for (const fault of this.faults) {
      if (
        fault.type === type &&
        faultMatches(fault, target) &&
        this.random() < (fault.probability ?? 1)
      ) {
        this.hit(fault);
        return fault as ActiveFault & { type: T };
      }
    }
    return undefined;
  }

  /** Sends one line of a watch, or what the faults make of it. */
  writeLine(response: ServerResponse, target: FaultTarget, line: string): void {
    if (this.faults.length === 0 && !this.cuts.has(response)) {
      response.write(line);
      return;
    }
    const state = this.cuts.get(response) ?? { lines: 0, stopped: false };
    this.cuts.set(response, state);
    if (state.stopped) {
      return;
    }
    const huge = this.find('huge-line', target);
    if (huge) {
      response.write(hugeLine(huge.bytes ?? HUGE_LINE_BYTES));
    }
    const garbage = this.find('garbage', target);
    if (garbage) {
      response.write(`${garbage.line ?? '<html>502 Bad Gateway</html>'}\n`);
    }
    const cut = this.findCut(target, state);
    if (!cut) {
      state.lines++;
      response.write(line);
      if (this.find('repeat', target)) {
        response.write(line);
        if (state.late) response.write(state.late);
        // First events have no bookmark but the one that ends them: it comes once.
        state.late = isPlainBookmark(line) ? line : undefined;
      }
      return;
    }
    state.stopped = true;
    if (cut.type === 'half-closed') {
      return;
    }
    if (cut.type === 'truncated') {
      response.write(line.slice(0, Math.ceil(line.length / 2)));
    }
    // After what is in the buffers has left, or the client would not see it.
    setImmediate(() => response.socket?.destroySoon());
  }

  private findCut(target: FaultTarget, state: CutState) {
    for (const type of ['half-closed', 'truncated', 'reset'] as const) {
      const candidate = this.get(type);
      if (candidate && state.lines >= (candidate.afterLines ?? 0)) {
        const found = this.find(type, target);
        if (found) {
          return found;
        }
      }
    }
    return undefined;
  }

  private hit(fault: ActiveFault): void {
    if (fault.count === undefined) {
      return;
    }
    fault.count--;
    if (fault.count <= 0) {
      this.remove(fault.id);
    }
  }

  private changed(): void {
    for (const listener of this.listeners) {
      listener();
    }
  }
}

function isPlainBookmark(line: string): boolean {
  return (
    line.startsWith('{"type":"BOOKMARK"') &&
    !line.includes('initial-events-end')
  );
}

/** A well-formed event whose object is very long. */
function hugeLine(bytes: number): string {
  const head =
    '{"type":"BOOKMARK","object":{"kind":"Status","apiVersion":"v1","metadata":{"annotations":{"filler":"';
  const tail = '"}}}}\n';
  return (
    head + 'x'.repeat(Math.max(0, bytes - head.length - tail.length)) + tail
  );
}
