// First, because instruments created before a provider is registered record nothing.
import './metrics';

import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

// The frontend is served by this process.
backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('./demoSignIn'));

backend.add(import('@backstage/plugin-catalog-backend'));
// Portlight's clusters as entities.
backend.add(import('@portlight/plugin-catalog-backend-module-portlight'));

// Whoever is no administrator sees what their groups own; a portal of one's own may have another policy.
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@portlight/plugin-permission-backend-module-portlight'));

// Without a search engine module the index is Lunr's, in memory.
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

// Locators and credentials of the clusters; Portlight reaches them through it.
backend.add(import('@backstage/plugin-kubernetes-backend'));

// With several replicas: what one of them publishes reaches the open pages of the others.
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
// What Portlight says about budgets.
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@portlight/plugin-portlight-backend'));
// Costs of the demo fleet before the portal started.
backend.add(import('./demoPast'));
backend.add(import('./metricsServer'));

backend.start();
