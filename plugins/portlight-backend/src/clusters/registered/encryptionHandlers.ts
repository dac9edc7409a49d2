import type { AuditorService } from '@backstage/backend-plugin-api';
import type { OperationHandlers } from '../../api/operations';
import { audited } from '../audited';
import type { Registration } from './createRegistration';
import { encryptionProblem } from './kubeconfigInput';

/** Answers the operations on the keys that protect stored credentials. */
export function createEncryptionHandlers(options: {
  auditor: AuditorService;
  registration: Registration;
}): Pick<OperationHandlers, 'getEncryption' | 'rotateEncryption'> {
  const { auditor, registration } = options;
  const { store, sealer, rotation } = registration;
  return {
    getEncryption: {
      answer: async () => {
        const counts = new Map(
          (await store.countByKey()).map(({ key, clusters }) => [
            key,
            clusters,
          ]),
        );
        const known = await sealer.keys().catch(error => {
          throw encryptionProblem(error);
        });
        const names = new Set(known.map(({ name }) => name));
        const progress = await rotation.progress();
        return {
          configured: sealer.configured,
          keys: [
            ...known.map(({ name, newest }) => ({
              name,
              known: true,
              newest,
              clusters: counts.get(name) ?? 0,
            })),
            ...[...counts]
              .filter(([name]) => !names.has(name))
              .map(([name, clusters]) => ({
                name,
                known: false,
                newest: false,
                clusters,
              })),
          ],
          ...(progress
            ? {
                rotation: {
                  state: progress.state,
                  done: progress.done,
                  total: progress.total,
                  startedAt: progress.startedAt,
                  finishedAt: progress.finishedAt,
                  failures: progress.failures,
                },
              }
            : {}),
        };
      },
    },
    rotateEncryption: {
      answer: async ({ request }) => {
        await audited(
          auditor,
          {
            eventId: 'encryption-rotate',
            severityLevel: 'high',
            request,
          },
          async () => {
            try {
              return await rotation.start();
            } catch (error) {
              throw encryptionProblem(error);
            }
          },
          ({ key, total }) => ({ key, clusters: total }),
        );
      },
    },
  };
}
