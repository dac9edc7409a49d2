import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePorts } from '../../parts';

const ROOT = path.resolve(__dirname, '../../..');

/** A cluster that Headlamp signs in to with a token. */
export interface HeadlampCluster {
  name: string;
  server: string;
  token: string;
}

/** Headlamp's real UI with our plugin, on a port of its own. */
export interface StartedHeadlamp {
  url: string;
  /** Ends it; answers once it has. */
  stop(): Promise<void>;
}

/** Writes a kubeconfig with a context for each cluster. */
export function writeClusters(clusters: readonly HeadlampCluster[]): string {
  const file = path.join(
    fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-headlamp-')),
    'kubeconfig',
  );
  // JSON is YAML
  const content = JSON.stringify({
    clusters: clusters.map(({ name, server }) => ({
      name,
      cluster: { server },
    })),
    users: clusters.map(({ name, token }) => ({ name, user: { token } })),
    contexts: clusters.map(({ name }) => ({
      name,
      context: { cluster: name, user: name },
    })),
  });
  fs.writeFileSync(file, content, { mode: 0o600 });
  return file;
}

/**
 * Runs the shell as for development; it builds what has changed.
 *
 * @throws with everything that was printed where it ends instead
 */
export async function startHeadlamp(options: {
  kubeconfig: string;
  context?: string;
  port?: number;
}): Promise<StartedHeadlamp> {
  const port = options.port ?? (await freePorts(1))[0];
  const child = spawn(
    process.execPath,
    [
      path.join(ROOT, 'scripts/headlamp.mjs'),
      '--kubeconfig',
      options.kubeconfig,
      '--port',
      String(port),
      ...(options.context ? ['--context', options.context] : []),
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  const ended = new Promise<void>(resolve =>
    child.once('close', () => resolve()),
  );
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (/\n {2}http:\S+\/portlight\n/.test(output)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    ended.then(() => reject(new Error(`Headlamp's shell ended:\n${output}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
