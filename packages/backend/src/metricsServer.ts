import { once } from 'events';
import { createServer } from 'http';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { prometheusExporter } from './metrics';

/**
 * Serves `/metrics` on an address of its own, by default on this machine only: metrics name clusters, and
 * Prometheus has no portal user's token to show.
 */
export default createBackendPlugin({
  pluginId: 'metrics',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ config, lifecycle, logger }) {
        const section = config.getOptionalConfig('metrics.prometheus');
        if (!section) {
          return;
        }
        const host = section.getOptionalString('host') ?? '127.0.0.1';
        const port = section.getNumber('port');
        const server = createServer((request, response) => {
          if (request.method === 'GET' && request.url === '/metrics') {
            prometheusExporter.getMetricsRequestHandler(request, response);
            return;
          }
          response.writeHead(404).end();
        });
        server.listen(port, host);
        try {
          await once(server, 'listening');
        } catch (error) {
          // A second portal on this machine; what it measures is not worth refusing to start.
          logger.warn(
            `Metrics are not served: ${host}:${port} cannot be opened (${error})`,
          );
          return;
        }
        logger.info(`Metrics are served on http://${host}:${port}/metrics`);
        lifecycle.addShutdownHook(() => {
          server.close();
          server.closeAllConnections();
        });
      },
    });
  },
});
