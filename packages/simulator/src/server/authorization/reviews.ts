import { formatTime, methodNotAllowed } from '../../store';
import type { RequestContext } from '../context';
import { sendObject, wantsIndent } from '../respond';
import type { Handler } from '../virtualRoutes';
import {
  mediaType,
  parseBody,
  readBody,
  unsupportedMediaType,
} from '../write/body';
import type { PolicyRule } from './rules';

type Review = (
  context: RequestContext,
  body: Record<string, any>,
) => Record<string, unknown>;

const REVIEWS: Record<string, { kind: string; answer: Review }> = {
  'authorization.k8s.io/selfsubjectaccessreviews': {
    kind: 'SelfSubjectAccessReview',
    answer: reviewAccess,
  },
  'authorization.k8s.io/selfsubjectrulesreviews': {
    kind: 'SelfSubjectRulesReview',
    answer: reviewRules,
  },
  'authentication.k8s.io/selfsubjectreviews': {
    kind: 'SelfSubjectReview',
    answer: reviewSelf,
  },
};

/** What clients may ask about themselves. */
export function reviewRoute(context: RequestContext): Handler | undefined {
  const { info, request, response, query } = context;
  const review = REVIEWS[`${info.group}/${info.resource}`];
  if (!review || info.version !== 'v1') {
    return undefined;
  }
  return async () => {
    if (info.verb !== 'create') {
      throw methodNotAllowed();
    }
    if (!/^(application\/(json|yaml))?$/.test(mediaType(request))) {
      throw unsupportedMediaType();
    }
    const text = (await readBody(request)).toString();
    const body = text.trim()
      ? parseBody(text, mediaType(request), review.kind)
      : {};
    sendObject(
      request,
      response,
      201,
      {
        kind: review.kind,
        apiVersion: `${info.group}/v1`,
        metadata: {},
        ...review.answer(context, body),
      },
      { indent: wantsIndent(request, query) },
    );
  };
}

function reviewAccess(
  { cluster, user }: RequestContext,
  { spec = {} }: Record<string, any>,
) {
  const { resourceAttributes, nonResourceAttributes } = spec;
  const allowed = cluster.authorizer.allows(
    user,
    nonResourceAttributes
      ? { verb: nonResourceAttributes.verb, path: nonResourceAttributes.path }
      : {
          verb: '*',
          resource: '*',
          ...resourceAttributes,
          namespace: resourceAttributes?.namespace || undefined,
          name: resourceAttributes?.name || undefined,
        },
  );
  return { spec, status: { allowed } };
}

function reviewRules(
  { cluster, user }: RequestContext,
  { spec = {} }: Record<string, any>,
) {
  const rules = cluster.authorizer.rules(user, spec.namespace);
  const pick = (rule: PolicyRule, fields: readonly (keyof PolicyRule)[]) =>
    Object.fromEntries(
      fields
        .filter(field => rule[field] !== undefined)
        .map(field => [field, rule[field]]),
    );
  return {
    spec: {},
    status: {
      resourceRules: rules
        .filter(rule => rule.resources)
        .map(rule =>
          pick(rule, ['verbs', 'apiGroups', 'resources', 'resourceNames']),
        ),
      nonResourceRules: rules
        .filter(rule => rule.nonResourceURLs)
        .map(rule => pick(rule, ['verbs', 'nonResourceURLs'])),
      incomplete: false,
    },
  };
}

function reviewSelf({ cluster, user }: RequestContext) {
  return {
    metadata: {
      creationTimestamp: formatTime(cluster.store.clock.now()),
    },
    status: {
      userInfo: {
        username: user.name,
        ...(user.uid ? { uid: user.uid } : {}),
        groups: user.groups,
      },
    },
  };
}
