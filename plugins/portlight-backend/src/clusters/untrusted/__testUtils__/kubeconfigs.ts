import { stringify } from 'yaml';
import { AddressPolicy } from '../../addresses';
import {
  readUntrustedKubeconfig,
  type UntrustedKubeconfigOptions,
} from '../readUntrustedKubeconfig';
import type { UntrustedContext } from '../types';

/** What goes into the second entry of each section, which the only context refers to. */
export interface TestKubeconfig {
  cluster?: object;
  user?: object;
}

/** A kubeconfig whose context "mine" has the second cluster and the third user. */
export function kubeconfig({ cluster, user }: TestKubeconfig): object {
  const other = { server: 'https://10.9.9.9:6443' };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'mine',
    clusters: [
      { name: 'other', cluster: other },
      { name: 'c', cluster: { server: 'https://10.0.0.1:6443', ...cluster } },
    ],
    users: [
      { name: 'other', user: { token: 'other' } },
      { name: 'another', user: { token: 'another' } },
      { name: 'u', user: user ?? { token: 'sesame' } },
    ],
    contexts: [{ name: 'mine', context: { cluster: 'c', user: 'u' } }],
  };
}

/** Reads a kubeconfig, given as text or as what it says. */
export function readAll(
  config: string | object,
  options: Partial<UntrustedKubeconfigOptions> = {},
): UntrustedContext[] {
  return readUntrustedKubeconfig(
    typeof config === 'string' ? config : stringify(config),
    { addresses: new AddressPolicy(), ...options },
  );
}

/** The only context of {@link kubeconfig}. */
export function read(
  config: TestKubeconfig,
  options?: Partial<UntrustedKubeconfigOptions>,
): UntrustedContext {
  const [context] = readAll(kubeconfig(config), options);
  return context;
}

/** `<field>: <code>` of every refusal. */
export function refused(context: UntrustedContext): string[] {
  return context.refusals.map(({ field, code }) => `${field}: ${code}`);
}

/** As `...-data` fields have it. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
