import {
  coreServices,
  createBackendPlugin,
  type SchedulerServiceTaskInvocationDefinition,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  type EntityProvider,
} from '@backstage/plugin-catalog-node';
import Router from 'express-promise-router';
import { cluster } from './__testUtils__/fleet';
import catalogModulePortlight from '.';

jest.setTimeout(60_000);

/** Answers as Portlight's backend does, to services only. */
const portlight = createBackendPlugin({
  pluginId: 'portlight',
  register(env) {
    env.registerInit({
      deps: { http: coreServices.httpRouter, auth: coreServices.httpAuth },
      async init({ http, auth }) {
        const router = Router();
        router.get('/v1/clusters', async (request, response) => {
          await auth.credentials(request, { allow: ['service'] });
          response.json({ items: [cluster('prod-eu')], total: 1 });
        });
        http.use(router);
      },
    });
  },
});

it('reads the fleet from the portal as the catalog itself', async () => {
  const providers: EntityProvider[] = [];
  const tasks: SchedulerServiceTaskInvocationDefinition[] = [];
  const scheduler = mockServices.scheduler.mock({
    createScheduledTaskRunner: () => ({
      run: async task => {
        tasks.push(task);
      },
    }),
  });
  const backend = await startTestBackend({
    extensionPoints: [
      [
        catalogProcessingExtensionPoint,
        {
          addEntityProvider: (...added: any[]) =>
            providers.push(...added.flat()),
        } as never,
      ],
    ],
    features: [
      portlight,
      catalogModulePortlight,
      mockServices.rootConfig.factory({
        data: { catalog: { providers: { portlight: {} } } },
      }),
      scheduler.factory,
    ],
  });
  const [provider] = providers;
  const told: Entity[] = [];
  await provider.connect({
    refresh: async () => {},
    applyMutation: async mutation => {
      if (mutation.type === 'full') {
        told.push(...mutation.entities.map(({ entity }) => entity));
      }
    },
  });
  await tasks[0].fn(new AbortController().signal);
  expect(told).toEqual([
    expect.objectContaining({
      kind: 'Resource',
      metadata: expect.objectContaining({ name: 'prod-eu' }),
    }),
  ]);
  await backend.stop();
});
