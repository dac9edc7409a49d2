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
import type { Change, RegisteredCluster } from './RegisteredClusterStore';
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

/** Milliseconds between looks at whether the mirror has followed. */
const LOOK_INTERVAL = 50;

function taken(name: string, source: string): PortlightError {
  return new PortlightError({
    code: 'name-taken',
    status: 409,
    parameter: 'name',
    message:
      source === REGISTERED_SOURCE
        ? `A cluster \`${name}\` is registered already; choose another name, or replace its credentials`
        : `A cluster \`${name}\` is there already, from the source "${source}"; choose another name`,
  });
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
  const { store, sealer, untrusted } = registration;
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

  const requireRegistered = async (
    name: string,
  ): Promise<RegisteredCluster> => {
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
      answer: async ({ body }) => ({
        contexts: readContexts(body.kubeconfig, untrusted).map(
          ({ name, current, server, credentials, refusals }) => ({
            name,
            current,
            server,
            credentials,
            refusals,
          }),
        ),
      }),
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
            const row = await mirrored(name);
            if (row && row.source !== REGISTERED_SOURCE) {
              throw taken(name, row.source);
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
            if (!inserted) throw taken(name, REGISTERED_SOURCE);
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
      }) =>
        audited(
          auditor,
          {
            eventId: 'cluster-update',
            severityLevel: 'medium',
            request,
            meta: { cluster: name, fields: Object.keys(body) },
          },
          async () => {
            const before = await requireRegistered(name);
            const { maintenance, ...described } = body;
            const changes = { ...readMetadata(described), maintenance };
            requireDone(
              await store.update(name, changes, changeBy({ credentials })),
              name,
            );
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
        ),
    },

    deleteCluster: {
      answer: async ({ path: { cluster: name }, request }) =>
        audited(
          auditor,
          {
            eventId: 'cluster-delete',
            severityLevel: 'high',
            request,
            meta: { cluster: name },
          },
          async () => {
            await requireRegistered(name);
            requireDone(await store.remove(name), name);
            // The mirror, of whichever replica, ends and removes what it has stored.
            await followed(
              async () => (await mirrored(name))?.source !== REGISTERED_SOURCE,
            );
          },
        ),
    },

    getClusterRegistration: {
      answer: async ({ path: { cluster: name } }) =>
        describeRegistration(await requireRegistered(name)),
    },

    replaceClusterCredentials: {
      answer: async ({ path: { cluster: name }, body, request, credentials }) =>
        audited(
          auditor,
          {
            eventId: 'cluster-credentials-replace',
            severityLevel: 'high',
            request,
            meta: { cluster: name, context: body.context },
          },
          async () => {
            await requireRegistered(name);
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
            return describeRegistration(await requireRegistered(name));
          },
          ({ server, credentials: kind }) => ({ server, credentials: kind }),
        ),
    },
  };
}
