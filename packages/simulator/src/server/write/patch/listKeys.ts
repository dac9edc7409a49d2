/**
 * How lists in Kubernetes' built-in kinds are merged: by which fields of their items. The API's schemas
 * say this per field; the names alone are unambiguous enough for the kinds that are written here.
 */
const MERGE_KEYS: Record<string, readonly string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  podIPs: ['ip'],
  hostIPs: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  conditions: ['type'],
  ownerReferences: ['uid'],
  resourceClaims: ['name'],
};

/** Lists of plain values that are sets. */
const SETS = new Set(['finalizers']);

/** Objects that are replaced as a whole. */
const ATOMIC = new Set([
  'selector',
  'nodeSelector',
  'podSelector',
  'namespaceSelector',
  'labelSelector',
  'fieldRef',
  'resourceFieldRef',
  'configMapKeyRef',
  'secretKeyRef',
  'roleRef',
  'scaleTargetRef',
  'involvedObject',
  'targetRef',
  'claimRef',
  'dataSource',
]);

/** The fields that tell a list's items apart; undefined for lists that are replaced as a whole. */
export function mergeKeys(
  field: string,
  items: readonly unknown[],
): readonly string[] | undefined {
  if (field === 'ports') {
    const has = (name: string) =>
      items.some(item => isRecord(item) && item[name] !== undefined);
    if (has('containerPort')) {
      return ['containerPort', 'protocol'];
    }
    return has('targetPort') || has('nodePort') || has('port')
      ? ['port', 'protocol']
      : undefined;
  }
  if (field === 'addresses') {
    return items.every(item => isRecord(item) && item.type !== undefined)
      ? ['type']
      : undefined;
  }
  return MERGE_KEYS[field];
}

export function isSet(field: string): boolean {
  return SETS.has(field);
}

export function isAtomic(field: string): boolean {
  return ATOMIC.has(field);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values that a key field has where it is left out. */
const KEY_DEFAULTS: Record<string, unknown> = { protocol: 'TCP' };

/** An item's key as managed fields write it: `{"name":"app"}`. */
export function itemKey(
  item: Record<string, unknown>,
  keys: readonly string[],
): string {
  const entries = [...keys]
    .sort()
    .map(key => [key, item[key] ?? KEY_DEFAULTS[key]])
    .filter(([, value]) => value !== undefined);
  return JSON.stringify(Object.fromEntries(entries));
}
