// Starts processes and ends every one of them, whatever happens.
import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { ROOT, Refusal } from './toolchain.mjs';

/** Runs TypeScript as it is, the way `backstage-cli package start` does. */
export const TRANSFORM = [
  '--enable-source-maps',
  '--require',
  path.join(ROOT, 'node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
];

export class Processes {
  #children = new Map();
  #ending = false;

  /** Adds a child that ends with the others; `onExit` is called when it ends by itself. */
  add(name, child, onExit) {
    this.#children.set(child, name);
    child.on('close', (code, signal) => {
      this.#children.delete(child);
      if (!this.#ending) onExit?.(code, signal);
    });
  }

  start(tools, name, args, { env, onLine, onExit, cwd } = {}) {
    const child = spawn(tools.node, args, {
      cwd: cwd ?? ROOT,
      env: { ...tools.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.add(name, child, onExit);
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', chunk => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        for (const line of lines) onLine?.(line);
      });
    }
    return child;
  }

  /** Asks all to end, and after five seconds makes them. */
  async end() {
    this.#ending = true;
    const children = [...this.#children.keys()];
    await Promise.all(
      children.map(
        child =>
          new Promise(resolve => {
            if (child.exitCode !== null || child.signalCode !== null) {
              resolve();
              return;
            }
            const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
            child.on('close', () => {
              clearTimeout(timer);
              resolve();
            });
            child.kill('SIGTERM');
          }),
      ),
    );
  }
}

/** A port that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Refuses when somebody listens there already. */
export function requireFreePort(port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', error =>
      reject(
        new Refusal(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is in use: end the program that listens there, or start with --port and another number.`
            : `Port ${port} cannot be opened: ${error.message}`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

/** Waits until a URL answers 2xx, or until `failed` settles. */
export async function waitForUrl(url, { seconds, what, isStopped }) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    if (isStopped?.()) return;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      if (response.ok) return;
    } catch {
      // not listening yet
    }
    if (Date.now() > deadline) {
      throw new Refusal(
        `${what} did not answer within ${seconds} s at ${url}.`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 150));
  }
}
