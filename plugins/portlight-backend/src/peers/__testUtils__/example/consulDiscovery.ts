import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  addressPeer,
  type DiscoveredPeer,
} from '@portlight/plugin-portlight-common';
import {
  type DiscoveryMethodFactory,
  portlightDiscoveryMethodsExtensionPoint,
  watchPeers,
} from '@portlight/plugin-portlight-node';

/** What is used of an entry of Consul's `/v1/health/service/NAME`. */
interface ConsulEntry {
  Node: { Node: string; Address: string; Datacenter: string };
  Service: { Address: string; Port: number; Meta?: Record<string, string> };
  Checks: { Name: string; Status: string }[];
}

function toPeer(entry: ConsulEntry): DiscoveredPeer {
  const { Node: node, Service: service, Checks: checks } = entry;
  const failing = checks.find(({ Status }) => Status !== 'passing');
  return addressPeer({
    host: service.Address || node.Address,
    port: service.Port,
    health: failing
      ? {
          status: 'degraded',
          reason: 'ConsulCheckFailed',
          message: `Consul's check ${failing.Name} is ${failing.Status}`,
        }
      : {
          status: 'healthy',
          reason: 'ConsulPassing',
          message: 'All checks of Consul pass',
        },
    details: {
      node: node.Node,
      zone: node.Datacenter,
      version: service.Meta?.version,
      labels: service.Meta ?? {},
    },
  });
}

/** Finds the instances of a service in Consul. */
export function consulMethod(consul: string): DiscoveryMethodFactory {
  return {
    name: 'consul',
    // Options come from the annotations of an entity, and therefore from anybody.
    readOptions({ service }) {
      if (typeof service !== 'string' || !/^[\w-]{1,63}$/.test(service)) {
        throw new Error('`service` has to be the name of a service in Consul');
      }
      return { service };
    },
    create({ service }, context) {
      const discover = async (signal: AbortSignal) => {
        const { status, text } = await context.fetch(
          `${consul}/v1/health/service/${service}`,
          { signal },
        );
        if (status !== 200) {
          throw new Error(`Consul answered with status ${status}`);
        }
        return (JSON.parse(text) as ConsulEntry[]).map(toPeer);
      };
      return {
        name: 'consul',
        discover,
        watch: signal =>
          watchPeers(
            {
              discover,
              resync: context.resync,
              status: status => context.status(status),
            },
            signal,
          ),
        close: async () => {},
      };
    },
  };
}

export const consulDiscoveryModule = createBackendModule({
  pluginId: 'portlight',
  moduleId: 'consul-discovery',
  register(env) {
    env.registerInit({
      deps: { methods: portlightDiscoveryMethodsExtensionPoint },
      async init({ methods }) {
        methods.addDiscoveryMethod(
          consulMethod('http://consul.example.com:8500'),
        );
      },
    });
  },
});
