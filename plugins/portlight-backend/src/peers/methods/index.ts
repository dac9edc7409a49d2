import { Resolver } from 'node:dns/promises';
import type { DiscoveryMethodFactory } from '@portlight/plugin-portlight-node';
import {
  kubernetesMethod,
  type MirroredMethodsOptions,
  selectorMethod,
} from './kubernetesMethods';
import {
  dnsMethod,
  type DnsResolver,
  httpMethod,
  prometheusMethod,
  staticMethod,
} from './polledMethods';

/** All methods by their names. */
export type DiscoveryMethods = ReadonlyMap<string, DiscoveryMethodFactory>;

const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Our own methods and those that modules added.
 *
 * @throws an Error for a module's method that has the name of another one
 */
export function createDiscoveryMethods(
  options: MirroredMethodsOptions & {
    added?: readonly DiscoveryMethodFactory[];
    resolver?: DnsResolver;
  },
): DiscoveryMethods {
  const { added = [], resolver = new Resolver({ timeout: 2_000, tries: 2 }) } =
    options;
  const methods = new Map<string, DiscoveryMethodFactory>();
  for (const factory of [
    kubernetesMethod(options),
    selectorMethod(options),
    httpMethod(),
    dnsMethod(resolver),
    staticMethod(),
    prometheusMethod(),
    ...added,
  ]) {
    if (!NAME.test(factory.name)) {
      throw new Error(
        `A backend module adds the discovery method ${JSON.stringify(
          factory.name,
        )}; its name has to be of lower-case letters, digits and dashes`,
      );
    }
    if (methods.has(factory.name)) {
      throw new Error(
        `A backend module adds a discovery method "${factory.name}", which there is already; give it another name`,
      );
    }
    methods.set(factory.name, factory);
  }
  return methods;
}
