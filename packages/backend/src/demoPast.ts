import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  type CostHourSource,
  portlightCostHourSourcesExtensionPoint,
} from '@portlight/plugin-portlight-node';
import { DEMO_CLUSTERS, pastHour } from '@portlight/simulator';

const HOUR = 3600;
/** Hours that are made before others get a turn. */
const AT_ONCE = 4;

/**
 * What the demo fleet was like before the portal started, so that its costs have a past.
 *
 * @param days - how far it reaches back
 * @param end - seconds since the epoch
 */
export function createDemoPast(days: number, end: number): CostHourSource {
  const until = Math.floor(end / HOUR) * HOUR;
  const since = until - days * 24 * HOUR;
  return {
    name: 'demo',
    range: cluster =>
      days > 0 && DEMO_CLUSTERS.some(({ name }) => name === cluster)
        ? { since, until }
        : undefined,
    async *hours(name, from, to, { signal }) {
      const number = DEMO_CLUSTERS.findIndex(cluster => cluster.name === name);
      const cluster = DEMO_CLUSTERS[number];
      if (!cluster) return;
      const last = Math.min(to, until);
      for (
        let hour = Math.max(Math.ceil(from / HOUR) * HOUR, since);
        hour < last && !signal.aborted;
        hour += HOUR
      ) {
        yield pastHour({ cluster, number, seed: 1, end: until }, hour);
        if ((hour / HOUR) % AT_ONCE === 0) {
          await new Promise(resolve => {
            setImmediate(resolve);
          });
        }
      }
    },
  };
}

/** With `demo.pastDays` in the configuration, the simulated clusters have a past. */
export default createBackendModule({
  pluginId: 'portlight',
  moduleId: 'demo-past',
  register(env) {
    env.registerInit({
      deps: {
        sources: portlightCostHourSourcesExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ sources, config }) {
        const days = config.getOptionalNumber('demo.pastDays') ?? 0;
        if (days > 0) {
          sources.addCostHourSource(createDemoPast(days, Date.now() / 1000));
        }
      },
    });
  },
});
