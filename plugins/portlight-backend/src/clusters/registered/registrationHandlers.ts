import { setImmediate } from 'node:timers/promises';
import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  type Cluster,
  type ClusterRegistration,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { OperationHandlers, OperationRequest } from '../../api/operations';
import { testConnection } from '../../inventory';
import type { Visibility } from '../../permissions';
import { audited } from '../audited';
import type { ClusterReader } from '../read';
import { connectUntrusted } from '../untrusted';
import type { Registration } from './createRegistration';
import {
  chooseContext,
  encryptionProblem,
  readContexts,
  sealContext,
} from './kubeconfigInput';
import { readMetadata } from './metadata';
import type {
  Change,
  Metadata,
  RegisteredCluster,
} from './RegisteredClusterStore';
import { describedDocument, newDocument } from './registeredDocument';
import { REGISTERED_SOURCE } from './RegisteredSource';
import { TestLimit } from './TestLimit';

/** Options of {@link createRegistrationHandlers}. */
export interface RegistrationHandlersOptions {
  knex: Knex;
  auditor: AuditorService;
  clusters: ClusterReader;
  registration: Registration;
}

type Decisive = Record<string, string | string[] | null>;

/** Milliseconds between looks at whether the mirror has followed. */
const LOOK_INTERVAL = 50;

/** @param source - where whoever asks sees the cluster */
function taken(name: string, source?: string): PortlightError {
  let message = `A cluster \`${name}\` is there already`;
  if (source === REGISTERED_SOURCE) {
    message = `A cluster \`${name}\` is registered already; choose another name, or replace its credentials`;
  } else if (source === undefined) message += '; choose another name';
  else message += `, from the source "${source}"; choose another name`;
  return new PortlightError({
    code: 'name-taken',
    status: 409,
    parameter: 'name',
    message,
  });
}

function tooMany(maximum: number): PortlightError {
  return new PortlightError({
    code: 'too-many-clusters',
    status: 409,
    message: `${maximum} clusters are registered, which is as many as there may be; delete one, or have \`portlight.registration.maximumClusters\` raised`,
  });
}

/** What policies decide by, as it was and as it is; for the audit log. */
function decisiveChanges(
  before: Partial<Metadata>,
  changes: Partial<Metadata>,
): { before: Decisive; after: Decisive } {
  const fields = (['owner', 'environment', 'tags'] as const).filter(
    field => changes[field] !== undefined,
  );
  // An empty text clears.
  const values = (of: Partial<Metadata>): Decisive =>
    Object.fromEntries(fields.map(field => [field, of[field] || null]));
  return { before: values(before), after: values(changes) };
}

function notRegistered(name: string, source?: string): PortlightError {
  return source === undefined
    ? new PortlightError({
        code: 'not-found',
        status: 404,
        parameter: 'cluster',
        message: `There is no cluster \`${name}\` in this portal`,
      })
    : new PortlightError({
        code: 'not-registered',
        status: 409,
        parameter: 'cluster',
        message: `The cluster \`${name}\` was not registered here: it comes from the source "${source}" and is changed there. What the source does not know of it is set in portlight.clusters of the portal's configuration`,
      });
}

type Asking = Pick<OperationRequest<'deleteCluster'>, 'credentials'>;

function personOf({ credentials: { principal } }: Asking): string {
  return principal.type === 'user'
    ? principal.userEntityRef
    : principal.subject;
}

function changeBy(asking: Asking): Change {
  return { at: new Date().toISOString(), by: personOf(asking) };
}

/** How a cluster was registered, without its secrets. */
export function describeRegistration(
  cluster: RegisteredCluster,
): ClusterRegistration {
  const { title, environment, description, owner, tags, ...rest } = cluster;
  const { credentialsId, ...registration } = rest;
  return {
    ...registration,
    metadata: { title, environment, description, owner, tags },
  };
}

/** Answers the operations that register clusters and change registered ones. */
export function createRegistrationHandlers(
  options: RegistrationHandlersOptions,
): Pick<
  OperationHandlers,
  | 'registerCluster'
  | 'inspectKubeconfig'
  | 'testCluster'
  | 'updateCluster'
  | 'deleteCluster'
  | 'getClusterRegistration'
  | 'replaceClusterCredentials'
> {
  const { knex, auditor, clusters, registration } = options;
  const { store, sealer, untrusted, maximum } = registration;
  const tests = new TestLimit();

  const mirrored = async (
    name: string,
  ): Promise<{ source: string; document: string } | undefined> =>
    knex('clusters').where({ name }).first('source', 'document');

  /** Waits a moment for the mirror, so that who asks next is told what was done. */
  const followed = async (check: () => Promise<boolean>): Promise<void> => {
    const end = Date.now() + registration.patience;
    while (Date.now() < end && !(await check())) {
      await new Promise(resolve => {
        setTimeout(resolve, LOOK_INTERVAL);
      });
    }
  };

  /** The cluster as whoever asks may see it; of one that they may not only what was registered. */
  const document = async (
    name: string,
    visibility: Visibility,
  ): Promise<Cluster> => {
    const listed = await registration.source.listClusters();
    const cluster = listed.find(each => each.name === name);
    if (!cluster) throw notRegistered(name);
    const [seen] = await clusters.documents(visibility, [name]);
    return seen ? describedDocument(seen, cluster) : newDocument(cluster);
  };

  /** A cluster that is registered and not stored yet is seen by who sees all. */
  const isSeen = async (
    name: string,
    visibility: Visibility,
  ): Promise<boolean> =>
    visibility.clusters === 'everything' ||
    clusters.isVisible(name, visibility);

  const requireRegistered = async (
    name: string,
    visibility: Visibility,
  ): Promise<RegisteredCluster> => {
    if (!(await isSeen(name, visibility))) throw notRegistered(name);
    const cluster = await store.get(name);
    if (cluster) return cluster;
    const source = (await mirrored(name))?.source;
    throw notRegistered(
      name,
      source === REGISTERED_SOURCE ? undefined : source,
    );
  };

  const requireDone = (done: boolean, name: string): void => {
    if (!done) throw notRegistered(name);
    registration.changed();
  };

  return {
    inspectKubeconfig: {
      answer: async ({ body, request, credentials: person }) =>
        audited(
          auditor,
          { eventId: 'kubeconfig-inspect', severityLevel: 'low', request },
          async () =>
            tests.run(personOf({ credentials: person }), async () => {
              // Requests that came together are counted before the first of them keeps the process busy.
              await setImmediate();
              const contexts = readContexts(body.kubeconfig, untrusted).map(
                ({ name, current, server, credentials, refusals }) => ({
                  name,
                  current,
                  server,
                  credentials,
                  refusals,
                }),
              );
              return { contexts };
            }),
          ({ contexts }) => ({ contexts: contexts.length }),
        ),
    },

    testCluster: {
      answer: async ({ body, request, credentials }) =>
        audited(
          auditor,
          {
            eventId: 'cluster-test',
            severityLevel: 'medium',
            request,
            meta: { context: body.context },
          },
          async () =>
            tests.run(personOf({ credentials }), async () => {
              const { connection, server } = await chooseContext(
                body,
                untrusted,
              );
              const open = connectUntrusted(connection, untrusted);
              return { server, ...(await testConnection(open)) };
            }),
          ({ server = '', reachable, error }) => ({
            server,
            reachable,
            ...(error ? { cause: error.cause } : {}),
          }),
        ),
    },

    registerCluster: {
      answer: async ({ body, request, credentials, visibility }) => {
        const { name, kubeconfig, context, ...described } = body;
        return audited(
          auditor,
          {
            eventId: 'cluster-register',
            severityLevel: 'high',
            request,
            meta: { cluster: name, context },
          },
          async () => {
            try {
              // Before anything is looked at: it is what has to be done first.
              await sealer.newestKey();
            } catch (error) {
              throw encryptionProblem(error);
            }
            const metadata = { tags: [], ...readMetadata(described) };
            const seenSource = async (source: string) =>
              (await isSeen(name, visibility)) ? source : undefined;
            const row = await mirrored(name);
            if (row && row.source !== REGISTERED_SOURCE) {
              throw taken(name, await seenSource(row.source));
            }
            // After the name, which says more; requests at the same moment may pass it together.
            const known = await store.get(name);
            if (!known && (await store.count()) >= maximum) {
              throw tooMany(maximum);
            }
            const chosen = await chooseContext(
              { kubeconfig, context },
              untrusted,
            );
            const inserted = await store.insert(
              { name, ...metadata },
              await sealContext(sealer, name, chosen),
              changeBy({ credentials }),
            );
            if (!inserted) {
              throw taken(name, await seenSource(REGISTERED_SOURCE));
            }
            registration.changed();
            await followed(async () => (await mirrored(name)) !== undefined);
            return document(name, visibility);
          },
        );
      },
    },

    updateCluster: {
      answer: async ({
        path: { cluster: name },
        body,
        request,
        credentials,
        visibility,
      }) => {
        let decisive: ReturnType<typeof decisiveChanges> | undefined;
        return audited(
          auditor,
          {
            eventId: 'cluster-update',
            severityLevel: 'medium',
            request,
            meta: { cluster: name, fields: Object.keys(body) },
          },
          async () => {
            const before = await requireRegistered(name, visibility);
            const { maintenance, ...described } = body;
            const changes = { ...readMetadata(described), maintenance };
            requireDone(
              await store.update(name, changes, changeBy({ credentials })),
              name,
            );
            decisive = decisiveChanges(before, changes);
            if (
              maintenance !== undefined &&
              maintenance !== before.maintenance
            ) {
              await followed(async () => {
                const row = await mirrored(name);
                const { status } = row ? JSON.parse(row.document) : {};
                return (status === 'maintenance') === maintenance;
              });
            }
            return document(name, visibility);
          },
          () => ({ ...decisive }),
        );
      },
    },

    deleteCluster: {
      answer: async ({ path: { cluster: name }, request, visibility }) =>
        audited(
          auditor,
          {
            eventId: 'cluster-delete',
            severityLevel: 'high',
            request,
            meta: { cluster: name },
          },
          async () => {
            await requireRegistered(name, visibility);
            requireDone(await store.remove(name), name);
            // The mirror, of whichever replica, ends and removes what it has stored.
            await followed(
              async () => (await mirrored(name))?.source !== REGISTERED_SOURCE,
            );
          },
        ),
    },

    getClusterRegistration: {
      answer: async ({ path: { cluster: name }, visibility }) =>
        describeRegistration(await requireRegistered(name, visibility)),
    },

    replaceClusterCredentials: {
      answer: async ({
        path: { cluster: name },
        body,
        request,
        credentials,
        visibility,
      }) =>
        audited(
          auditor,
          {
            eventId: 'cluster-credentials-replace',
            severityLevel: 'high',
            request,
            meta: { cluster: name, context: body.context },
          },
          async () => {
            await requireRegistered(name, visibility);
            const chosen = await chooseContext(body, untrusted);
            const sealed = await sealContext(sealer, name, chosen);
            requireDone(
              await store.replaceCredentials(
                name,
                sealed,
                changeBy({ credentials }),
              ),
              name,
            );
            return describeRegistration(
              await requireRegistered(name, visibility),
            );
          },
          ({ server, credentials: kind }) => ({ server, credentials: kind }),
        ),
    },
  };
}
