import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { freePorts, waitFor } from '../../parts';
import { DEMO_USERS } from './users';

const ROOT = path.resolve(__dirname, '../../..');

/** A portal started by `npm start`, as the README says. */
export interface StartedPortal {
  url: string;
  /** Where the demo fleet answers; absent with a kubeconfig. */
  simulatorUrl?: string;
  /** Everything that was printed. */
  output(): string;
  /** Ctrl-C; answers once everything has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `npm start -- ...args` and waits for its last line, the URL.
 *
 * @throws with everything that was printed where it ends instead
 */
export async function startPortal(
  args: string[] = [],
  options: {
    /** Default a free one. */
    port?: number;
    /** On top of the present environment. */
    env?: Record<string, string>;
  } = {},
): Promise<StartedPortal> {
  const port = options.port ?? (await freePorts(1))[0];
  const child: ChildProcess = spawn(
    'npm',
    ['start', '--', '--port', String(port), ...args],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        // 60 days of generated costs are the work of a minute, of which only the test of cost wants a few days
        APP_CONFIG_demo_pastDays: '0',
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  let output = '';
  const ended = new Promise<void>(resolve =>
    child.once('close', () => resolve()),
  );
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (/\n {2}http:\S+\/fleet\n/.test(output)) resolve();
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    child.once('error', reject);
    ended.then(() => reject(new Error(`npm start ended:\n${output}`)));
  });
  await ready;
  return {
    url: `http://127.0.0.1:${port}`,
    simulatorUrl: /The demo fleet answers at (\S+)/.exec(output)?.[1],
    output: () => output,
    stop: async () => {
      // the terminal's Ctrl-C reaches the whole group
      if (child.exitCode === null) process.kill(-child.pid!, 'SIGINT');
      await ended;
    },
  };
}

/**
 * A token of a demo user, as in the README's curl example; of the guest where the portal has no demo users.
 *
 * @param entityRef - by default the administrator's
 */
export async function userToken(
  url: string,
  entityRef: string = DEMO_USERS.administrator.entityRef,
): Promise<string> {
  const demo = await fetch(`${url}/api/auth/demo/refresh`);
  if (demo.status === 404) return (await signInAs(url, 'guest')).token;
  // The catalog reads its files after the portal is ready, and groups are known some time after users.
  const administrator = DEMO_USERS.administrator.entityRef;
  await waitFor(
    async () => {
      const { identity } = await signInAs(url, 'demo', administrator);
      return identity.ownershipEntityRefs.length > 1;
    },
    { what: "the catalog to know the demo's people and groups" },
  );
  return (await signInAs(url, 'demo', entityRef)).token;
}

interface Identity {
  token: string;
  identity: { ownershipEntityRefs: string[] };
}

async function signInAs(
  url: string,
  provider: 'demo' | 'guest',
  entityRef = '',
): Promise<Identity> {
  const response = await fetch(`${url}/api/auth/${provider}/refresh`, {
    headers: { 'x-demo-user': entityRef },
  });
  if (!response.ok) {
    throw new Error(`${entityRef} cannot sign in: ${await response.text()}`);
  }
  const { backstageIdentity } = (await response.json()) as {
    backstageIdentity: Identity;
  };
  return backstageIdentity;
}
