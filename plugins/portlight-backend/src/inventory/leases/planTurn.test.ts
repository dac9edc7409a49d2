import fc from 'fast-check';
import type { LeaseRow } from './LeaseTable';
import { planTurn } from './planTurn';

const DURATION = 15_000;

/** The table in memory: claims, wishes and hand-overs as the database does them. */
class Model {
  now = 1_000_000;
  readonly rows = new Map<string, LeaseRow>();
  readonly replicas = new Map<
    string,
    { fleet: Set<string>; held: Set<string> }
  >();

  join(name: string, fleet: readonly string[]) {
    this.replicas.set(name, { fleet: new Set(fleet), held: new Set() });
  }

  kill(name: string) {
    this.replicas.delete(name);
    for (const row of this.rows.values()) {
      if (row.owner === name) row.expiresAt = this.now;
    }
  }

  turn(replica: string) {
    const { fleet, held } = this.replicas.get(replica)!;
    const turn = planTurn({
      replica,
      duration: DURATION,
      view: {
        now: this.now,
        replicas: new Set(this.replicas.keys()),
        leases: [...this.rows.values()].map(row => ({ ...row })),
      },
      fleet,
      orphans: new Set(),
      tasks: [],
      held,
      heldTasks: new Set(),
    });
    for (const name of turn.introduceClusters) {
      this.rows.set(name, {
        type: 'cluster',
        name,
        owner: null,
        token: 0,
        expiresAt: this.now,
        wantedBy: null,
        syncRequestedAt: null,
      });
    }
    for (const name of turn.unwant) this.rows.get(name)!.wantedBy = null;
    for (const name of turn.claimClusters) {
      const row = this.rows.get(name)!;
      Object.assign(row, {
        owner: replica,
        token: row.token + 1,
        expiresAt: this.now + DURATION,
        wantedBy: null,
      });
      held.add(name);
    }
    if (turn.want) this.rows.get(turn.want.name)!.wantedBy = replica;
    if (turn.handOver) {
      Object.assign(this.rows.get(turn.handOver)!, {
        owner: null,
        expiresAt: this.now,
      });
      held.delete(turn.handOver);
    }
    return turn;
  }

  /** Everybody, again and again, while time passes. */
  settle(rounds = 400) {
    for (let round = 0; round < rounds; round++) {
      for (const name of this.replicas.keys()) this.turn(name);
      this.now += 500;
      for (const row of this.rows.values()) {
        if (row.owner !== null && this.replicas.has(row.owner)) {
          row.expiresAt = this.now + DURATION;
        }
      }
    }
  }

  counts(): number[] {
    return [...this.replicas.values()].map(({ held }) => held.size).sort();
  }
}

const clusters = (count: number) =>
  Array.from({ length: count }, (_, index) => `c${index}`);

describe('planTurn', () => {
  it('shares equally, however replicas come and go', () => {
    const event = fc.oneof(
      fc.constant('join' as const),
      fc.constant('kill' as const),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.array(event, { minLength: 1, maxLength: 6 }),
        (size, events) => {
          const model = new Model();
          let next = 0;
          model.join('r0', clusters(size));
          for (const what of events) {
            next += 1;
            if (what === 'join') model.join(`r${next}`, clusters(size));
            else if (model.replicas.size > 1) {
              model.kill([...model.replicas.keys()][0]);
            }
            model.settle();
            const counts = model.counts();
            expect(counts.reduce((sum, count) => sum + count, 0)).toBe(size);
            expect(counts[counts.length - 1] - counts[0]).toBeLessThan(2);
            // Nothing moves any more.
            const before = [...model.rows.values()].map(row => row.token);
            model.settle(50);
            expect([...model.rows.values()].map(row => row.token)).toEqual(
              before,
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves no cluster unread that only one replica knows', () => {
    const model = new Model();
    model.join('all', clusters(6));
    model.join('none', []);
    model.settle();
    expect(model.replicas.get('all')!.held.size).toBe(6);
    model.join('some', clusters(2));
    model.settle();
    expect([...model.replicas.get('some')!.held].sort()).toEqual(['c0', 'c1']);
    const tokens = () => [...model.rows.values()].map(({ token }) => token);
    const before = tokens();
    model.settle();
    expect(tokens()).toEqual(before);
  });

  it('hands over one cluster at a time', () => {
    const model = new Model();
    model.join('a', clusters(12));
    model.settle();
    model.join('b', clusters(12));
    for (let round = 0; round < 40; round++) {
      for (const name of model.replicas.keys()) model.turn(name);
      const free = [...model.rows.values()].filter(row => row.owner === null);
      expect(free.length).toBeLessThan(2);
      model.now += 500;
      for (const row of model.rows.values()) {
        row.expiresAt =
          row.owner === null ? row.expiresAt : model.now + DURATION;
      }
    }
    expect(model.counts()).toEqual([6, 6]);
  });

  it('takes what no source has any more, whoever has room', () => {
    const turn = planTurn({
      replica: 'a',
      duration: DURATION,
      view: {
        now: 10,
        replicas: new Set(['a']),
        leases: ['gone', 'kept'].map(name => ({
          type: 'cluster' as const,
          name,
          owner: name === 'gone' ? null : 'b',
          token: 1,
          expiresAt: name === 'gone' ? 5 : 20,
          wantedBy: null,
          syncRequestedAt: null,
        })),
      },
      fleet: new Set(),
      orphans: new Set(['gone', 'kept', 'new']),
      tasks: ['history'],
      held: new Set(),
      heldTasks: new Set(),
    });
    expect(turn).toMatchObject({
      claimClusters: ['gone'],
      introduceClusters: ['new'],
      introduceTasks: ['history'],
    });
  });
});
