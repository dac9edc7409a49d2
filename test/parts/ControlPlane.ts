import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { kubernetesDirectory } from './availability';
import { type Layout, processArgs } from './controlPlaneArguments';
import { writeKubeconfig } from './kubeconfig';
import { KubernetesClient } from './KubernetesClient';
import { keptLogDirectory } from './logs';
import { freePorts } from './ports';
import { Supervisor } from './Supervisor';
import { waitFor } from './waitFor';

/** What to start besides etcd and the API server. */
export interface ControlPlaneOptions {
  /** How many; each has its own etcd. Default 1. */
  count?: number;
  /** Simulated nodes and pods. Default true. */
  kwok?: boolean;
  /** Default true. */
  controllerManager?: boolean;
  /** Default true. */
  scheduler?: boolean;
  /**
   * A network namespace of its own, in which every pod's address is local: the proxies to pods and services
   * work there. Default false.
   */
  networkNamespace?: boolean;
  /** Further kube-apiserver flags. */
  apiServerFlags?: string[];
}

/** Users that the API server knows: all rights, the role `view`, and none. */
export const CONTROL_PLANE_USERS = ['admin', 'viewer', 'stranger'] as const;

/** A user of {@link CONTROL_PLANE_USERS}. */
export type ControlPlaneUser = (typeof CONTROL_PLANE_USERS)[number];

/** A real Kubernetes control plane. */
export interface ControlPlane {
  /** `control-plane-1` and so on; also the kubeconfig's context of the admin. */
  readonly name: string;
  /** `https://127.0.0.1:PORT` */
  readonly server: string;
  /** PEM. */
  readonly certificateAuthority: string;
  readonly tokens: Record<ControlPlaneUser, string>;
  /** Path of a file with a context per user: `NAME` (admin), `NAME-viewer`, `NAME-stranger`. */
  readonly kubeconfig: string;
  /** As the admin. */
  readonly client: KubernetesClient;
  /** Lines in CRI format that every container of a kwok pod has logged. */
  readonly containerLog: string;
  /** Runs a process inside the control plane's network namespace, for its lifetime. */
  run(name: string, command: string, args: string[]): Promise<void>;
  kubectl(args: string[], input?: string): Promise<string>;
  /** The metrics of one of its processes that serves them outside the API, as text. */
  scrape(process: 'etcd' | 'kwok'): Promise<string>;
  /** Makes etcd forget all versions before the present one: what continues from them has expired. */
  compact(): Promise<void>;
  /** Ends one of its processes, such as `kube-apiserver`, and starts it again. */
  stopProcess(name: string): Promise<void>;
  startProcess(name: string): Promise<void>;
  /** Ends exactly its processes and removes its data; the last logs are kept. */
  stop(): Promise<void>;
}

function writeFiles(layout: Layout, tokens: Record<ControlPlaneUser, string>) {
  const { directory } = layout;
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const files = {
    'service-account.pub': keys.publicKey,
    'service-account.key': keys.privateKey,
    'tokens.csv': CONTROL_PLANE_USERS.map(user => {
      const group = user === 'admin' ? ',"system:masters"' : '';
      return `${tokens[user]},${user},${user}${group}\n`;
    }).join(''),
    'container.log': '',
    // JSON is YAML.
    'cluster-logs.yaml': JSON.stringify({
      apiVersion: 'kwok.x-k8s.io/v1alpha1',
      kind: 'ClusterLogs',
      metadata: { name: 'every-container' },
      spec: {
        logs: [
          { logsFile: path.join(directory, 'container.log'), follow: true },
        ],
      },
    }),
  };
  for (const [file, content] of Object.entries(files)) {
    fs.writeFileSync(path.join(directory, file), content, { mode: 0o600 });
  }
}

async function waitForProcess(
  supervisor: Supervisor,
  layout: Layout,
  name: string,
  ready: () => Promise<boolean>,
) {
  await waitFor(
    () => {
      const exit = supervisor.exitOf(name);
      if (exit !== undefined) {
        throw new Error(`${name} ended with ${exit}`);
      }
      return ready();
    },
    { what: `${name} to be ready; its log: ${layout.logs}/${name}.log` },
  );
}

/** By etcd's JSON gateway. */
async function compactEtcd(address: string) {
  const post = async (call: string, body: object) => {
    const response = await fetch(`${address}/v3/kv/${call}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`etcd answered ${response.status} to ${call}`);
    }
    return response.json();
  };
  // Any read names the present revision; `AA==` is the key 0x00.
  const { header } = await post('range', { key: 'AA==' });
  await post('compaction', { revision: header.revision, physical: true });
}

async function startOne(
  number: number,
  options: ControlPlaneOptions,
): Promise<ControlPlane> {
  const name = `control-plane-${number}`;
  const directory = fs.mkdtempSync(
    path.join(os.tmpdir(), `portlight-${name}-`),
  );
  const ports = await freePorts(6);
  const layout: Layout = {
    name,
    directory,
    logs: keptLogDirectory(name),
    ports: {
      etcd: ports[0],
      etcdPeer: ports[1],
      apiServer: ports[2],
      controllerManager: ports[3],
      scheduler: ports[4],
      kwok: ports[5],
    },
  };
  const tokens = {
    admin: `admin-${randomBytes(12).toString('hex')}`,
    viewer: `viewer-${randomBytes(12).toString('hex')}`,
    stranger: `stranger-${randomBytes(12).toString('hex')}`,
  };
  writeFiles(layout, tokens);
  const args = processArgs(layout, options.apiServerFlags ?? []);
  const supervisor = new Supervisor({
    networkNamespace: options.networkNamespace,
    removeAtEnd: [directory],
  });
  const startProcess = async (process: string) => {
    await supervisor.start({
      name: process,
      command: path.join(kubernetesDirectory(), process),
      args: args.get(process)!,
      cwd: directory,
      log: path.join(layout.logs, `${process}.log`),
      // Nothing that outlives the test is worth an orderly end.
      stopSignal: 'SIGKILL',
    });
  };
  let client: KubernetesClient | undefined;
  const stop = async () => {
    client?.close();
    await supervisor.close();
  };
  try {
    await startProcess('etcd');
    await startProcess('kube-apiserver');
    const port = options.networkNamespace
      ? await supervisor.forward(
          layout.ports.apiServer,
          path.join(directory, 'api-server.sock'),
        )
      : layout.ports.apiServer;
    const server = `https://127.0.0.1:${port}`;
    const authorityFile = path.join(directory, 'certificates/apiserver.crt');
    await waitForProcess(supervisor, layout, 'kube-apiserver', async () =>
      fs.existsSync(authorityFile),
    );
    const certificateAuthority = fs.readFileSync(authorityFile, 'utf8');
    const connected = new KubernetesClient({
      server,
      certificateAuthority,
      token: tokens.admin,
    });
    client = connected;
    const apiServerReady = () =>
      waitForProcess(
        supervisor,
        layout,
        'kube-apiserver',
        async () => (await connected.request('/readyz')).status === 200,
      );
    await apiServerReady();
    const kubeconfig = path.join(directory, 'kubeconfig.outside');
    writeKubeconfig(kubeconfig, {
      name,
      server,
      certificateAuthority,
      tokens,
    });
    // What runs inside the namespace knows nothing of the forwarded port.
    writeKubeconfig(path.join(directory, 'kubeconfig'), {
      name,
      server: `https://127.0.0.1:${layout.ports.apiServer}`,
      certificateAuthority,
      tokens,
    });
    await connected.create(
      '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
      {
        metadata: { name: 'viewer' },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'view',
        },
        subjects: [
          {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'User',
            name: 'viewer',
          },
        ],
      },
    );
    const others = [
      ...(options.controllerManager === false
        ? []
        : ['kube-controller-manager']),
      ...(options.scheduler === false ? [] : ['kube-scheduler']),
      ...(options.kwok === false ? [] : ['kwok']),
    ];
    await Promise.all(others.map(startProcess));
    return {
      name,
      server,
      certificateAuthority,
      tokens,
      kubeconfig,
      client: connected,
      containerLog: path.join(directory, 'container.log'),
      run: async (process, command, processArguments) => {
        await supervisor.start({
          name: process,
          command,
          args: processArguments,
          log: path.join(layout.logs, `${process}.log`),
          stopSignal: 'SIGTERM',
        });
      },
      kubectl: (kubectlArgs, input) =>
        new Promise((resolve, reject) => {
          const child = execFile(
            path.join(kubernetesDirectory(), 'kubectl'),
            [`--kubeconfig=${kubeconfig}`, ...kubectlArgs],
            { maxBuffer: 64 * 1024 * 1024 },
            (error, stdout) => (error ? reject(error) : resolve(stdout)),
          );
          child.stdin?.end(input);
        }),
      scrape: async process => {
        const response = await fetch(
          `http://127.0.0.1:${layout.ports[process]}/metrics`,
        );
        if (!response.ok) {
          throw new Error(`${process} answered ${response.status}`);
        }
        return response.text();
      },
      compact: async () => {
        const etcd = await supervisor.forward(
          layout.ports.etcd,
          path.join(directory, `etcd-${randomBytes(4).toString('hex')}.sock`),
        );
        await compactEtcd(`http://127.0.0.1:${etcd}`);
      },
      stopProcess: process => supervisor.stop(process),
      startProcess: async process => {
        await startProcess(process);
        if (process === 'kube-apiserver') {
          await apiServerReady();
        }
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts real control planes, ready to be used; each takes 3 s and half a gigabyte. */
export async function startControlPlanes(
  options: ControlPlaneOptions = {},
): Promise<ControlPlane[]> {
  const started = await Promise.allSettled(
    Array.from({ length: options.count ?? 1 }, (_, index) =>
      startOne(index + 1, options),
    ),
  );
  const failed = started.find(result => result.status === 'rejected');
  if (failed) {
    await Promise.all(
      started.map(result =>
        result.status === 'fulfilled' ? result.value.stop() : undefined,
      ),
    );
    throw (failed as PromiseRejectedResult).reason;
  }
  return started.map(
    result => (result as PromiseFulfilledResult<ControlPlane>).value,
  );
}

/** {@link startControlPlanes} for one. */
export async function startControlPlane(
  options: Omit<ControlPlaneOptions, 'count'> = {},
): Promise<ControlPlane> {
  return (await startControlPlanes(options))[0];
}
