import { performance } from 'node:perf_hooks';
import {
  CLUSTER_FEATURES,
  type ClusterTest,
  describeClusterRole,
  detectProvider,
  type KubernetesObject,
  missingPermissions,
  type ResourcePermission,
  type RulesReviewStatus,
} from '@portlight/plugin-portlight-common';
import type {
  ClusterConnection,
  ClusterRequest,
} from '@portlight/plugin-portlight-node';
import { ClusterProbe } from './probe';
import { readBody } from './reflector/bodies';
import { classifyError } from './reflector/classify';
import type { SyncFailure } from './reflector/failure';

/** Milliseconds for all of a test. */
const TIMEOUT = 10_000;
/** Bytes of one answer. */
const LARGEST_ANSWER = 4 * 1024 * 1024;
/** Access reviews at a time: a server limits how many requests it serves at once. */
const REVIEWS_AT_ONCE = 8;
/** Nodes that are looked at for the provider. */
const NODES = 20;
/**
 * A namespace that no cluster has: rules are asked for per namespace, and what is allowed in one that exists
 * is no right to list all.
 */
const NO_NAMESPACE = 'portlight-asks-for-cluster-wide-rules';

const PERMISSIONS = CLUSTER_FEATURES.flatMap(({ permissions }) => permissions);

/** Causes of a server that is there and refuses. */
const ANSWERED = new Set<SyncFailure['cause']>([
  'unauthorized',
  'forbidden',
  'throttled',
  'serverError',
]);

/** An answer's JSON, or nothing where the server refuses it. */
type Ask = (request: ClusterRequest) => Promise<any>;

/**
 * Looks at a cluster as the mirror would: is it there, who is it, what may the credentials read. Takes at
 * most ten seconds and closes the connection. A cluster that cannot be reached is an answer too.
 *
 * @param timeout - milliseconds for everything
 */
export async function testConnection(
  connection: ClusterConnection,
  timeout: number = TIMEOUT,
): Promise<Omit<ClusterTest, 'server'>> {
  const end = AbortSignal.timeout(timeout);
  const probe = new ClusterProbe(() => connection, timeout);
  const ask: Ask = request => askJson(connection, request, end);
  try {
    const version = await probe.version(end);
    const began = performance.now();
    await probe.readiness(end);
    const latencySeconds = (performance.now() - began) / 1000;
    const [nodes, groups, username, permissions] = await Promise.all([
      readNodes(ask),
      readGroups(ask),
      readUsername(ask),
      readMissing(ask, end),
    ]);
    return {
      reachable: true,
      ...(permissions.error ? { error: permissions.error } : {}),
      ...(version === undefined ? {} : { version }),
      ...defined({
        provider: detectProvider({ version, nodes: nodes?.items }),
      }),
      latencySeconds,
      ...defined({ nodes: nodes?.count }),
      features: describeFeatures(permissions.missing, groups),
      manifest: describeClusterRole({
        missing: permissions.missing,
        subject: username === undefined ? undefined : { username },
      }),
    };
  } catch (error) {
    const failure = end.aborted ? late(timeout) : classifyError(error);
    return {
      reachable: ANSWERED.has(failure.cause),
      error: { cause: failure.cause, message: failure.message },
      features: [],
      manifest: describeClusterRole(),
    };
  } finally {
    await connection.close().catch(() => {});
  }
}

function late(timeout: number): SyncFailure {
  return {
    cause: 'timeout',
    message: `The API server does not answer within ${
      timeout / 1000
    } s; check its load, the network and firewalls in between.`,
  };
}

function defined<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>;
}

async function askJson(
  connection: ClusterConnection,
  request: ClusterRequest,
  signal: AbortSignal,
): Promise<any> {
  const response = await connection.request({
    ...request,
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      ...request.headers,
    },
    signal,
  });
  const text = await readBody(response, LARGEST_ANSWER);
  if (response.status >= 300) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function post(path: string, kind: string, spec: object): ClusterRequest {
  const [, group, version] = /^\/apis\/([^/]+)\/([^/]+)/.exec(path)!;
  return {
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ apiVersion: `${group}/${version}`, kind, spec }),
  };
}

async function readNodes(
  ask: Ask,
): Promise<{ count: number; items: KubernetesObject[] } | undefined> {
  const list = await ask({ path: `/api/v1/nodes?limit=${NODES}` });
  if (!Array.isArray(list?.items)) return undefined;
  const items: KubernetesObject[] = list.items.filter(
    (item: unknown) => typeof item === 'object' && item !== null,
  );
  const more: unknown = list.metadata?.remainingItemCount;
  const count = items.length + (typeof more === 'number' ? more : 0);
  // What is no number of nodes is not one that anybody could be shown, or JSON could carry.
  return {
    count:
      Number.isSafeInteger(count) && count >= items.length
        ? count
        : items.length,
    items,
  };
}

/** The API groups that are installed; nothing where that is not told. */
async function readGroups(ask: Ask): Promise<Set<unknown> | undefined> {
  const list = await ask({ path: '/apis' });
  return Array.isArray(list?.groups)
    ? new Set(list.groups.map((group: { name?: unknown }) => group?.name))
    : undefined;
}

/** Whom the server takes the credentials for; servers before 1.28 do not tell. */
async function readUsername(ask: Ask): Promise<string | undefined> {
  const review = await ask(
    post(
      '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      'SelfSubjectReview',
      {},
    ),
  );
  const username = review?.status?.userInfo?.username;
  return typeof username === 'string' &&
    username.length > 0 &&
    username.length <= 1000
    ? username
    : undefined;
}

async function readMissing(
  ask: Ask,
  signal: AbortSignal,
): Promise<{ missing: ResourcePermission[]; error?: ClusterTest['error'] }> {
  const review = await ask(
    post(
      '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
      'SelfSubjectRulesReview',
      { namespace: NO_NAMESPACE },
    ),
  );
  const rules: RulesReviewStatus = review?.status ?? { incomplete: true };
  const missing = missingPermissions(rules, PERMISSIONS);
  if (!rules.incomplete) return { missing };
  // Other authorizers than RBAC may allow more, and do not list it: each permission is asked for.
  const refused: ResourcePermission[] = [];
  let unanswered = 0;
  const queue = [...missing];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      signal.throwIfAborted();
      const allowed = await reviewAccess(ask, next);
      if (allowed === undefined) unanswered++;
      if (!allowed) refused.push(next);
    }
  };
  await Promise.all(Array.from({ length: REVIEWS_AT_ONCE }, work));
  return {
    missing: missing.filter(permission => refused.includes(permission)),
    ...(unanswered > 0
      ? {
          error: {
            cause: 'forbidden',
            message:
              'The credentials may not even ask what they are allowed (selfsubjectaccessreviews); are they those of a signed-in user?',
          },
        }
      : {}),
  };
}

async function reviewAccess(
  ask: Ask,
  { apiGroup, resource, verb }: ResourcePermission,
): Promise<boolean | undefined> {
  const [name, subresource] = resource.split('/');
  const review = await ask(
    post(
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      'SelfSubjectAccessReview',
      resource.startsWith('/')
        ? { nonResourceAttributes: { path: resource, verb } }
        : {
            resourceAttributes: {
              group: apiGroup,
              resource: name,
              verb,
              ...(subresource === undefined ? {} : { subresource }),
            },
          },
    ),
  );
  const allowed = review?.status?.allowed;
  return typeof allowed === 'boolean' ? allowed : undefined;
}

function describeFeatures(
  missing: readonly ResourcePermission[],
  groups: Set<unknown> | undefined,
): ClusterTest['features'] {
  return CLUSTER_FEATURES.map(
    ({ feature, title, permissions, apiGroup, notInstalled }) => {
      const lacks = missing.filter(each => permissions.includes(each));
      const absent =
        groups !== undefined && apiGroup !== undefined && !groups.has(apiGroup);
      return {
        feature,
        title,
        available: lacks.length === 0 && !absent,
        ...(absent ? { message: notInstalled } : {}),
        missing: lacks,
      };
    },
  );
}
