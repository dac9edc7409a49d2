import { kindDefinition } from '../kinds';
import type { KubernetesObject, OwnerReference } from '../../kubernetes';

/** Identifies an object in one cluster. */
export function objectKey(
  kind: string,
  namespace: string,
  name: string,
): string {
  return `${kind}/${namespace}/${name}`;
}

/** Kind, namespace and name of a controller, and where its kind comes from. */
export interface ControllerKey {
  kind: string;
  apiVersion: string;
  namespace: string;
  name: string;
  uid?: string;
}

/** The group of an apiVersion; empty for core. */
export function groupOf(apiVersion: string | undefined): string {
  const slash = (apiVersion ?? '').indexOf('/');
  return slash < 0 ? '' : apiVersion!.slice(0, slash);
}

/** The reference to the object that controls another. */
export function controllerReference(
  object: KubernetesObject,
): OwnerReference | undefined {
  return object.metadata?.ownerReferences?.find(
    owner => owner.controller && owner.kind && owner.name,
  );
}

/** The kind, with its group where it is a stranger with the name of a kind that is mirrored. */
function qualifiedKind(kind: string, apiVersion: string | undefined): string {
  const group = groupOf(apiVersion);
  const mirrored = kindDefinition(kind);
  return mirrored && mirrored.group !== group ? `${kind}.${group}` : kind;
}

/** The controller of an object as a key. Objects are controlled from within their namespace. */
export function controllerKey(
  object: KubernetesObject,
): ControllerKey | undefined {
  const owner = controllerReference(object);
  if (!owner) {
    return undefined;
  }
  return {
    kind: qualifiedKind(owner.kind!, owner.apiVersion),
    apiVersion: owner.apiVersion ?? '',
    namespace: object.metadata?.namespace ?? '',
    name: owner.name!,
    uid: owner.uid,
  };
}

/** Kinds of Kubernetes itself that control pods, with their groups: a CRD may use the same names. */
const CONTROLLERS: Record<string, string> = {
  Deployment: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  ReplicaSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
};

/** Whether objects of a mirrored kind may control others. */
export function isControllerKind(kind: string): boolean {
  return Object.hasOwn(CONTROLLERS, kind);
}

/** Whether a controller is of a kind that the mirror reads, and not one of the same name. */
export function isKnownController(key: ControllerKey): boolean {
  return (
    Object.hasOwn(CONTROLLERS, key.kind) &&
    CONTROLLERS[key.kind] === groupOf(key.apiVersion)
  );
}

/** Where children of a controller are found; a CRD's `Job` is not batch's. */
export function familyKey(key: ControllerKey): string {
  const { kind, namespace, name } = key;
  return isKnownController(key)
    ? objectKey(kind, namespace, name)
    : `${groupOf(key.apiVersion)}:${objectKey(kind, namespace, name)}`;
}
