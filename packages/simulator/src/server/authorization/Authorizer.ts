import type { ObjectStore } from '../../store';
import { ruleAllows, rulesFor, type PolicyRule } from './rules';

/** Who asks. @public */
export interface User {
  name: string;
  uid?: string;
  groups: readonly string[];
}

/** A bearer token and whose it is. @public */
export interface TokenUser extends User {
  token: string;
  /** What the user may do beyond what the cluster's RBAC objects grant. */
  rules?: readonly PolicyRule[];
}

/** What somebody wants to do. @public */
export interface AccessAttributes {
  verb: string;
  /** Set for requests that are not about resources. */
  path?: string;
  group?: string;
  resource?: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/** Members may do everything, as in a real cluster. */
const MASTERS = 'system:masters';
const AUTHENTICATED = 'system:authenticated';
const ANONYMOUS: User = {
  name: 'system:anonymous',
  groups: ['system:unauthenticated'],
};

const PUBLIC_PATHS = ['/healthz', '/livez', '/readyz', '/version', '/version/'];

/** What everybody may read: `system:public-info-viewer`. */
const PUBLIC_INFO: PolicyRule = {
  verbs: ['get'],
  nonResourceURLs: PUBLIC_PATHS,
};

/** What everybody with a token may do: `system:basic-user` and `system:discovery`. */
const BASIC: readonly PolicyRule[] = [
  {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  },
  {
    verbs: ['create'],
    apiGroups: ['authentication.k8s.io'],
    resources: ['selfsubjectreviews'],
  },
  {
    verbs: ['get'],
    nonResourceURLs: [
      '/api',
      '/api/*',
      '/apis',
      '/apis/*',
      '/openapi',
      '/openapi/*',
      ...PUBLIC_PATHS,
    ],
  },
];

/**
 * Tells users by their tokens and decides what they may do: by the rules given with a token and by the
 * cluster's own Roles and bindings.
 *
 * @public
 */
export class Authorizer {
  private readonly store: ObjectStore;
  private readonly users = new Map<string, TokenUser>();
  /** With no token known to it, a cluster is open to everybody. */
  constructor(store: ObjectStore, users: readonly TokenUser[] = []) {
    this.store = store;
    for (const user of users) {
      this.add(user);
    }
  }

  add(user: TokenUser): void {
    this.users.set(user.token, {
      ...user,
      groups: [...user.groups, AUTHENTICATED],
    });
  }

  /** Revokes a token, as an expiry does. */
  remove(token: string): void {
    this.users.delete(token);
  }

  /** Tokens that are valid now. */
  tokens(): string[] {
    return [...this.users.keys()];
  }

  /**
   * @param header - the Authorization header
   * @returns undefined when there is a token that nobody has: 401
   */
  authenticate(header: string | undefined): User | undefined {
    if (this.users.size === 0) {
      return { name: 'admin', groups: [MASTERS, AUTHENTICATED] };
    }
    if (!header) {
      return ANONYMOUS;
    }
    const token = /^bearer\s+(\S+)$/i.exec(header)?.[1];
    return token === undefined ? ANONYMOUS : this.users.get(token);
  }

  allows(user: User, attributes: AccessAttributes): boolean {
    if (user.groups.includes(MASTERS)) {
      return true;
    }
    return this.rules(user, attributes.namespace).some(rule =>
      ruleAllows(rule, attributes),
    );
  }

  /** Every rule that applies to a user in a namespace (or cluster-wide). */
  rules(user: User, namespace: string | undefined): PolicyRule[] {
    const own = (user as TokenUser).rules ?? [];
    return [
      ...(user.groups.includes(MASTERS)
        ? [
            { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
            { verbs: ['*'], nonResourceURLs: ['*'] },
          ]
        : []),
      ...(user.groups.includes(AUTHENTICATED) ? BASIC : []),
      PUBLIC_INFO,
      ...own.filter(
        rule =>
          !rule.namespaces ||
          (namespace !== undefined && rule.namespaces.includes(namespace)),
      ),
      ...rulesFor(this.store, user, namespace),
    ];
  }
}
