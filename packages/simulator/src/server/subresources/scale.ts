import {
  conflict,
  invalid,
  methodNotAllowed,
  type ApiObject,
  type ResourceDefinition,
} from '../../store';
import type { ResourceContext } from '../context';
import { formatSelector } from '../labelSelectorObject';
import { sendObject, wantsIndent } from '../respond';
import { mediaType, parseBody, readBody } from '../write/body';
import { withUpdateManager } from '../write/managedFields';
import { parseWriteOptions } from '../write/options';
import { patchFunction } from '../write/patch';

/** Reads or writes an object's number of replicas. */
export async function handleScale(context: ResourceContext): Promise<void> {
  const { cluster, resource, info, request, response, query } = context;
  const current = cluster.store.read(resource, info.namespace, info.name!);
  const indent = wantsIndent(request, query);
  if (info.verb === 'get') {
    sendObject(request, response, 200, scaleOf(resource, current), { indent });
    return;
  }
  if (info.verb !== 'update' && info.verb !== 'patch') {
    throw methodNotAllowed();
  }
  const options = parseWriteOptions(
    context,
    info.verb === 'patch' ? 'PatchOptions' : 'UpdateOptions',
  );
  const text = (await readBody(request)).toString();
  const scale: any =
    info.verb === 'patch'
      ? patchFunction(context, mediaType(request))(
          scaleOf(resource, current) as ApiObject,
          text,
        )
      : parseBody(text, mediaType(request), 'Scale');
  const version = scale.metadata?.resourceVersion;
  if (version && version !== current.metadata.resourceVersion) {
    throw conflict(resource, info.name!);
  }
  const replicas = scale.spec?.replicas ?? 0;
  if (!Number.isInteger(replicas) || replicas < 0) {
    throw invalid({ group: 'autoscaling', kind: 'Scale' }, info.name!, [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(
          replicas,
        )}: must be greater than or equal to 0`,
        field: 'spec.replicas',
      },
    ]);
  }
  const changed = withUpdateManager(
    resource,
    current,
    { ...current, spec: { ...current.spec, replicas } },
    options.fieldManager,
    cluster.store.clock.now(),
  );
  const stored = cluster.store.update(resource, changed, {
    dryRun: options.dryRun,
  });
  sendObject(request, response, 200, scaleOf(resource, stored), { indent });
}

function at(object: ApiObject, path: string | undefined): unknown {
  return path
    ?.split('.')
    .slice(1)
    .reduce<any>((value, step) => value?.[step], object);
}

function scaleOf({ scale }: ResourceDefinition, object: ApiObject): unknown {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const selector = at(object, scale?.selector);
  const text =
    typeof selector === 'string'
      ? selector
      : formatSelector(selector as Parameters<typeof formatSelector>[0]);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: at(object, scale?.specReplicas) ?? 0 },
    status: {
      replicas: at(object, scale?.statusReplicas) ?? 0,
      ...(text ? { selector: text } : {}),
    },
  };
}
