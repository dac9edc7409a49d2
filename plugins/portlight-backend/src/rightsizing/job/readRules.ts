import {
  type NamespaceRules,
  parseQuantity,
} from '@portlight/plugin-portlight-common';
import type { ReadCluster } from './readCluster';

type Quotas = NamespaceRules['quotas'][number][];
type LimitRanges = NamespaceRules['limitRanges'][number][];

function amountsByName(values: unknown): Map<string, number> {
  return new Map(
    Object.entries(values ?? {}).flatMap(([name, amount]) => {
      const quantity = parseQuantity(amount);
      return quantity === undefined ? [] : [[name, quantity] as const];
    }),
  );
}

function amounts(values: any): { cpu?: number; memory?: number } {
  return {
    cpu: parseQuantity(values?.cpu),
    memory: parseQuantity(values?.memory),
  };
}

/** What the namespaces of a cluster allow their pods; quotas of some pods only are left out. */
export function readRules(read: ReadCluster): Map<string, NamespaceRules> {
  const rules = new Map<string, { quotas: Quotas; limitRanges: LimitRanges }>();
  const of = (namespace = '') => {
    const known = rules.get(namespace) ?? { quotas: [], limitRanges: [] };
    rules.set(namespace, known);
    return known;
  };
  for (const { metadata, spec, status } of read.ofKind('ResourceQuota')) {
    if (spec?.scopes || spec?.scopeSelector) continue;
    of(metadata?.namespace).quotas.push({
      name: metadata?.name ?? '',
      hard: amountsByName(spec?.hard),
      used: amountsByName(status?.used),
    });
  }
  for (const { metadata, spec } of read.ofKind('LimitRange')) {
    for (const limit of spec?.limits ?? []) {
      if (limit?.type !== 'Container') continue;
      of(metadata?.namespace).limitRanges.push({
        name: metadata?.name ?? '',
        min: amounts(limit.min),
        max: amounts(limit.max),
      });
    }
  }
  return rules;
}
