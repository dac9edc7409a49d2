#!/usr/bin/env node
/**
 * Builds the real parts that the tests start and that no package registry carries as binaries:
 * a Kubernetes control plane, kwok and Prometheus, from their Go modules, and a program with Prometheus' Go client.
 * What is already built is not built again.
 *
 *   node test/parts/install.mjs            builds what is missing
 *   node test/parts/install.mjs --system   also installs Debian's chromium, iproute2 and exporters (needs root)
 *
 * Plain Node >= 20 without dependencies: it runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** What is built, by the folder of its go.mod: other programs want other versions of what both depend on. */
const modules = [
  {
    name: 'kubernetes',
    packages: {
      etcd: 'go.etcd.io/etcd/server/v3',
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager':
        'k8s.io/kubernetes/cmd/kube-controller-manager',
      'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
      kubectl: 'k8s.io/kubernetes/cmd/kubectl',
      kwok: 'sigs.k8s.io/kwok/cmd/kwok',
    },
    sources: ['go.sum'],
    linkerFlags: kubernetesFlags,
    minutes: 6,
  },
  {
    name: 'prometheus',
    packages: {
      prometheus: 'github.com/prometheus/prometheus/cmd/prometheus',
      promtool: 'github.com/prometheus/prometheus/cmd/promtool',
      exposer: './exposer',
    },
    sources: ['go.sum', 'exposer/main.go'],
    linkerFlags: () => '-s -w',
    minutes: 5,
  },
];

/** kwok does nothing without stages; its module carries these. */
const kwokStages = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat/node-heartbeat.yaml',
  'pod/fast/pod-ready.yaml',
  'pod/fast/pod-complete.yaml',
  'pod/fast/pod-delete.yaml',
];

const debianPackages = {
  '/usr/bin/chromium': 'chromium',
  '/usr/sbin/ip': 'iproute2',
  '/usr/bin/prometheus-node-exporter': 'prometheus-node-exporter',
  '/usr/lib/python3/dist-packages/prometheus_client':
    'python3-prometheus-client',
};

/** An error whose message is all that the user needs. */
class InstallError extends Error {}

/** The folder of a module's built parts; its name changes with what they are built from. */
function directoryOf({ name, sources }) {
  const parts =
    process.env.PORTLIGHT_PARTS_DIR ||
    path.join(os.homedir(), '.cache', 'portlight', 'parts');
  const hash = createHash('sha256');
  for (const file of sources) {
    hash.update(fs.readFileSync(path.join(here, name, file)));
  }
  return path.join(parts, `${name}-${hash.digest('hex').slice(0, 16)}`);
}

function requireGo({ name }) {
  const version = spawnSync('go', ['env', 'GOVERSION'], {
    cwd: path.join(here, name),
    encoding: 'utf8',
  });
  if (version.error) {
    throw new InstallError(
      'Go is not installed: the servers for the tests are built with Go 1.26 or newer (https://go.dev/dl).',
    );
  }
  if (version.status !== 0) {
    throw new InstallError(
      `Go cannot build test/parts/${name}: ${version.stderr.trim()}`,
    );
  }
}

/** Runs a command, passing its output through; rejects where it fails. */
function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      code === 0
        ? resolve()
        : reject(
            new InstallError(
              `${command} ${args[0]} ended with ${signal ?? code}.`,
            ),
          ),
    );
  });
}

function kubernetesFlags(cwd) {
  const version = spawnSync(
    'go',
    ['list', '-m', '-f', '{{.Version}}', 'k8s.io/kubernetes'],
    { cwd, encoding: 'utf8' },
  ).stdout.trim();
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  if (!major) {
    throw new InstallError(
      'go.mod does not name a version of k8s.io/kubernetes, or its modules cannot be downloaded.',
    );
  }
  // Without these the server calls itself v0.0.0-master.
  const prefix = '-X k8s.io/component-base/version.git';
  return `-s -w ${prefix}Version=${version} ${prefix}Major=${major} ${prefix}Minor=${minor}`;
}

async function buildBinaries(module, directory) {
  const missing = Object.entries(module.packages).filter(
    ([name]) => !fs.existsSync(path.join(directory, name)),
  );
  if (missing.length === 0) {
    return;
  }
  requireGo(module);
  const cwd = path.join(here, module.name);
  const flags = module.linkerFlags(cwd);
  const started = Date.now();
  let number = 0;
  for (const [name, goPackage] of missing) {
    number += 1;
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(
      `parts: building ${name} (${number} of ${missing.length} of ${module.name}, ${seconds} s so far; all take about ${module.minutes} minutes on 2 cores)`,
    );
    // A name of its own, then a rename: a build that is killed leaves nothing that looks finished.
    const unfinished = path.join(directory, `.${name}.${process.pid}`);
    try {
      await run(
        'go',
        [
          'build',
          '-mod=readonly',
          '-trimpath',
          '-ldflags',
          flags,
          '-o',
          unfinished,
          goPackage,
        ],
        { cwd, env: { ...process.env, CGO_ENABLED: '0' } },
      );
      fs.renameSync(unfinished, path.join(directory, name));
    } finally {
      fs.rmSync(unfinished, { force: true });
    }
  }
}

function copyKwokStages(directory) {
  const target = path.join(directory, 'stages');
  if (
    kwokStages.every(file =>
      fs.existsSync(path.join(target, path.basename(file))),
    )
  ) {
    return;
  }
  const [kubernetes] = modules;
  requireGo(kubernetes);
  const cwd = path.join(here, kubernetes.name);
  console.log('parts: copying the stages of kwok');
  // Its module is in the module cache only after a download.
  spawnSync('go', ['mod', 'download', 'sigs.k8s.io/kwok'], { cwd });
  const source = spawnSync(
    'go',
    ['list', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/kwok'],
    { cwd, encoding: 'utf8' },
  ).stdout.trim();
  if (!source) {
    throw new InstallError(
      'The module sigs.k8s.io/kwok cannot be downloaded: is the Go module proxy reachable?',
    );
  }
  const unfinished = fs.mkdtempSync(path.join(directory, '.stages-'));
  for (const file of kwokStages) {
    const copy = path.join(unfinished, path.basename(file));
    fs.copyFileSync(path.join(source, 'kustomize', 'stage', file), copy);
    // Files of the module cache are read-only.
    fs.chmodSync(copy, 0o644);
  }
  fs.rmSync(target, { recursive: true, force: true });
  fs.renameSync(unfinished, target);
}

async function installDebianPackages() {
  const missing = Object.entries(debianPackages)
    .filter(([file]) => !fs.existsSync(file))
    .map(([, name]) => name);
  if (missing.length === 0) {
    return;
  }
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) {
    throw new InstallError(
      `Missing system packages: ${missing.join(
        ', ',
      )}. Install them, or run this as root on Debian.`,
    );
  }
  console.log(`parts: installing ${missing.join(', ')} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...missing],
    { env },
  );
}

async function main(args) {
  const unknown = args.filter(argument => argument !== '--system');
  if (unknown.length > 0) {
    throw new InstallError(
      `Unknown argument ${unknown[0]}; the only one is --system.`,
    );
  }
  if (args.includes('--system')) {
    await installDebianPackages();
  }
  for (const module of modules) {
    const directory = directoryOf(module);
    fs.mkdirSync(directory, { recursive: true });
    await buildBinaries(module, directory);
    if (module.name === 'kubernetes') copyKwokStages(directory);
    console.log(`parts: ready in ${directory}`);
  }
}

main(process.argv.slice(2)).catch(error => {
  console.error(
    error instanceof InstallError ? `parts: ${error.message}` : error,
  );
  process.exitCode = 1;
});
