import { badRequest, conflict, formatTime } from '../../store';
import type { ResourceContext } from '../context';
import { sendObject, wantsIndent } from '../respond';
import { mediaType, parseBody, readBody } from '../write/body';
import { parseWriteOptions } from '../write/options';

/** Puts a pod on a node, as a scheduler asks for it. */
export async function handleBinding(context: ResourceContext): Promise<void> {
  const { cluster, resource, info, request, response, query } = context;
  const { dryRun } = parseWriteOptions(context, 'CreateOptions');
  const text = (await readBody(request)).toString();
  const node = parseBody(text, mediaType(request), 'Binding').target?.name;
  if (typeof node !== 'string' || node === '') {
    throw badRequest('a binding needs the name of a target');
  }
  const pod = cluster.store.read(resource, info.namespace, info.name!);
  if (pod.spec?.nodeName) {
    throw conflict(
      resource,
      info.name!,
      `pod ${info.name} is already assigned to node ${JSON.stringify(
        pod.spec.nodeName,
      )}`,
    );
  }
  cluster.store.modify(
    resource,
    info.namespace,
    info.name!,
    object => ({
      ...object,
      spec: { ...object.spec, nodeName: node },
      status: {
        ...object.status,
        conditions: [
          ...(object.status?.conditions ?? []).filter(
            (condition: { type: string }) => condition.type !== 'PodScheduled',
          ),
          {
            type: 'PodScheduled',
            status: 'True',
            lastProbeTime: null,
            lastTransitionTime: formatTime(cluster.store.clock.now()),
          },
        ],
      },
    }),
    { dryRun },
  );
  sendObject(
    request,
    response,
    201,
    {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      code: 201,
    },
    { indent: wantsIndent(request, query) },
  );
}
