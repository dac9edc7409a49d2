import createKnex, { type Knex } from 'knex';

/** How many statements are disturbed, each in a run of its own, or `all`; a few where it is not set. */
const WISHED = process.env.PORTLIGHT_KILL_POINTS;

/** Milliseconds that a test of them may take. */
export const PATIENCE = WISHED === undefined ? 120_000 : 3_600_000;

/** Tells of every statement before it is sent; what throws is what the statement fails with. */
type OnStatement = (sql: string) => void;

async function observed(
  knex: Knex,
  onStatement: OnStatement,
  work: () => Promise<unknown>,
): Promise<void> {
  const listener = ({ sql }: { sql: string }) => onStatement(sql);
  knex.on('query', listener);
  try {
    await work();
  } finally {
    knex.off('query', listener);
  }
}

/** Counts the statements of some work. */
export async function countStatements(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<number> {
  let statements = 0;
  await observed(knex, () => statements++, work);
  return statements;
}

/**
 * Disturbs some work at one of its statements.
 *
 * @returns whether it came that far
 */
export type Disturb = (
  knex: Knex,
  statement: number,
  work: () => Promise<unknown>,
) => Promise<boolean>;

/** Sends so many statements and then nothing more, as a process that is killed. */
const killed: Disturb = async (knex, statement, work) => {
  let left = statement;
  await observed(
    knex,
    sql => {
      // A transaction ends with its process; the connection of this one goes on and has to be told. One whose commit
      // was sent may be committed, and then it is gone after it.
      if (left-- <= 0 && !/^(rollback|commit)/i.test(sql)) {
        throw new Error('killed');
      }
    },
    work,
  );
  return left < 0;
};

/** One statement is refused; all others go on. A commit that is refused would have to be undone by the database. */
const refused: Disturb = async (knex, statement, work) => {
  let left = statement;
  let done = false;
  await observed(
    knex,
    sql => {
      if (left-- > 0 || done || /^(rollback|commit)/i.test(sql)) return;
      done = true;
      throw new Error('refused');
    },
    work,
  );
  return left < 0;
};

/** What the pool still has of them is found to be of no use by being used. */
async function reconnected(knex: Knex): Promise<void> {
  for (;;) {
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => knex.raw('select 1')),
    );
    if (answers.every(({ status }) => status === 'fulfilled')) return;
  }
}

/** All connections of the database end while a statement is under way, as with a server that is restarted. */
const cutOff: Disturb = async (knex, statement, work) => {
  const admin = createKnex({
    client: 'pg',
    connection: knex.client.config.connection,
    pool: { min: 0, max: 1 },
  });
  let left = statement;
  let ended: Promise<unknown> | undefined;
  // It says of every connection that it ended.
  const quiet = jest
    .spyOn(knex.client.logger, 'warn')
    .mockReturnValue(undefined);
  await admin.raw('select 1');
  await observed(
    knex,
    () => {
      if (left-- !== 0) return;
      ended = admin.raw(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      // Sent without waiting for somebody to ask for the result.
      ended.catch(() => {});
    },
    work,
  );
  await ended;
  await admin.destroy();
  await reconnected(knex);
  quiet.mockRestore();
  return left < 0;
};

/** Ways to be disturbed, on a database. */
export function disturbances(
  database: string,
): (readonly [name: string, Disturb])[] {
  const everywhere = [
    ['the process is killed', killed],
    ['a statement is refused', refused],
  ] as const;
  return database.startsWith('POSTGRES')
    ? [...everywhere, ['all connections end', cutOff]]
    : [...everywhere];
}

/** Statements at which something is disturbed: spread over all of them, others in every run. */
export function points(statements: number, count: number): number[] {
  if (WISHED === 'all') {
    return Array.from({ length: statements }, (_, index) => index);
  }
  const number = WISHED === undefined ? count : Number(WISHED);
  return Array.from({ length: number }, (_, index) =>
    Math.floor(((index + Math.random()) / number) * statements),
  );
}
