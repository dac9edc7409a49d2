import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { KubernetesPluginSource } from '@portlight/plugin-portlight-backend/src/clusters';
import { runAsProgram } from '../children';
import {
  kubernetesPlugin,
  kubernetesSection,
} from '../fleet/kubernetesBackend';
import { measureMirror } from './measureMirror';
import type { SyncInput, SyncResult } from './SyncInput';

// Both in one process, as in a portal: what the proxy does counts too.
runAsProgram<SyncInput, SyncResult>(async input => {
  const { server } = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: { kubernetes: kubernetesSection(input.clusters) },
      }),
      kubernetesPlugin(),
    ],
  });
  const address = `http://127.0.0.1:${server.port()}/api/kubernetes`;
  const source = new KubernetesPluginSource({
    auth: mockServices.auth(),
    discovery: {
      getBaseUrl: async () => address,
      getExternalBaseUrl: async () => address,
    },
  });
  return measureMirror(source, input);
});
