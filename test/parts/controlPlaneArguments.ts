import fs from 'node:fs';
import path from 'node:path';
import { kubernetesDirectory } from './availability';

/** Where a control plane is on this machine. */
export interface Layout {
  name: string;
  directory: string;
  logs: string;
  ports: {
    etcd: number;
    etcdPeer: number;
    apiServer: number;
    controllerManager: number;
    scheduler: number;
    kwok: number;
  };
}

const ownStages = path.join(__dirname, 'kwok', 'stages');

function apiServerArgs(layout: Layout, flags: string[]): string[] {
  const { directory, ports } = layout;
  return [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    `--secure-port=${ports.apiServer}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--cert-dir=${directory}/certificates`,
    `--service-account-key-file=${directory}/service-account.pub`,
    `--service-account-signing-key-file=${directory}/service-account.key`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--token-auth-file=${directory}/tokens.csv`,
    '--authorization-mode=RBAC',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--allow-privileged',
    // Pods need no service account here, and no controller to make one first.
    '--disable-admission-plugins=ServiceAccount',
    '--endpoint-reconciler-type=none',
    ...flags,
  ];
}

function kwokArgs(layout: Layout): string[] {
  const { directory, ports } = layout;
  const stages = [path.join(kubernetesDirectory(), 'stages'), ownStages]
    .flatMap(folder =>
      fs
        .readdirSync(folder)
        .filter(file => file.endsWith('.yaml'))
        .sort()
        .map(file => path.join(folder, file)),
    )
    .flatMap(file => ['-c', file]);
  return [
    `--kubeconfig=${directory}/kubeconfig`,
    '--manage-all-nodes=true',
    '--node-ip=127.0.0.1',
    `--node-port=${ports.kwok}`,
    `--server-address=127.0.0.1:${ports.kwok}`,
    // The API server does not verify kubelets, so its own certificate will do.
    `--tls-cert-file=${directory}/certificates/apiserver.crt`,
    `--tls-private-key-file=${directory}/certificates/apiserver.key`,
    ...stages,
    '-c',
    path.join(directory, 'cluster-logs.yaml'),
  ];
}

/** Each process' arguments (control-plane.md says why these). */
export function processArgs(
  layout: Layout,
  flags: string[],
): Map<string, string[]> {
  const { directory, ports } = layout;
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  const kubeconfig = `--kubeconfig=${directory}/kubeconfig`;
  const common = ['--leader-elect=false', '--bind-address=127.0.0.1'];
  return new Map([
    [
      'etcd',
      [
        `--data-dir=${directory}/etcd`,
        `--listen-client-urls=${client}`,
        `--advertise-client-urls=${client}`,
        `--listen-peer-urls=${peer}`,
        `--initial-advertise-peer-urls=${peer}`,
        `--initial-cluster=default=${peer}`,
        '--unsafe-no-fsync',
        '--log-level=error',
      ],
    ],
    ['kube-apiserver', apiServerArgs(layout, flags)],
    [
      'kube-controller-manager',
      [
        kubeconfig,
        ...common,
        `--secure-port=${ports.controllerManager}`,
        `--service-account-private-key-file=${directory}/service-account.key`,
        '--controllers=*,-ttl,-nodeipam',
      ],
    ],
    [
      'kube-scheduler',
      [kubeconfig, ...common, `--secure-port=${ports.scheduler}`],
    ],
    ['kwok', kwokArgs(layout)],
  ]);
}
