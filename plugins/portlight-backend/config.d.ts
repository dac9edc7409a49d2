import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Settings of Portlight; none is needed where the portal has a `kubernetes:` section. */
  portlight?: {
    sources?: {
      /** Whether the clusters of the portal's `kubernetes:` section are read. Default true. */
      kubernetes?: boolean;
      /**
       * Whether the clusters are read that catalog entities describe with the Kubernetes plugin's annotations
       * (`kubernetes.io/api-server` and so on). Default true.
       */
      catalog?: boolean;
    };
    /** How clusters that catalog entities describe are signed in to. */
    catalog?: {
      /**
       * By the server's address, since entities are written by many people: no entity can have a token sent to
       * an address that does not stand here.
       */
      credentials?: Array<{
        /** The https:// address, as in the annotation `kubernetes.io/api-server`. */
        server: string;
        /**
         * The only catalog entity that they are for, such as `resource:default/production`. Without it, any that
         * names the server.
         */
        entity?: string;
        /** @visibility secret */
        serviceAccountToken?: string;
        /** Path of a file with the token, read again as it changes. */
        serviceAccountTokenFile?: string;
        /** The server's authority, PEM in base64. Without it and `caFile` the system's authorities are trusted. */
        caData?: string;
        /** Path of a file with it, PEM. */
        caFile?: string;
      }>;
    };
    /** Who owns workloads and namespaces. */
    owner?: {
      /**
       * Annotations and labels that name the owner, the first found wins. Default `portlight.io/owner`,
       * `backstage.io/owner`, `app.kubernetes.io/owner`, `owner`, `team`.
       */
      keys?: string[];
      /** What values mean in the catalog, such as `squad-a: group:default/payments`. */
      values?: { [value: string]: string };
    };
    /** How much is kept in the database, and for how long. */
    retention?: {
      /** How long figures of the past are kept. Default 24 hours. */
      history?: HumanDuration | string;
      events?: {
        /** How long Kubernetes events are kept. Default 24 hours. */
        age?: HumanDuration | string;
        /** How many events of each cluster are kept, the newest. Default 20000. */
        perCluster?: number;
      };
      /** A kind with more objects than this in one cluster is not mirrored there. Default 100000. */
      objectsPerKind?: number;
    };
    /** What the sources do not know of their clusters. */
    clusters?: Array<{
      /** The cluster's name, as in the `kubernetes:` section. */
      name: string;
      title?: string;
      /** Such as `production`; a filter of the fleet page. */
      environment?: string;
      description?: string;
      /** A catalog entity reference, such as `group:default/platform`. */
      owner?: string;
      tags?: string[];
      /** The mirror rests, and the cluster is not called broken. */
      maintenance?: boolean;
    }>;
    /** The keys that encrypt the credentials of clusters that users register. */
    encryption?: {
      /**
       * Newest first: the first one encrypts, all decrypt. Without any no cluster can be registered, unless a
       * backend module adds a key management service.
       */
      keys?: Array<{
        /** Stored beside what it encrypts, so never changed; derived from the key when absent. */
        name?: string;
        /**
         * 32 random bytes in base64 (`openssl rand -base64 32`), or any text of at least 32 characters.
         *
         * @visibility secret
         */
        secret: string;
      }>;
    };
    /** What is accepted in the kubeconfigs of clusters that users register. */
    registration?: {
      /**
       * Absolute paths of commands that such a kubeconfig may have the portal run for credentials, with
       * arguments of the user's choice. Default none.
       */
      allowedExecCommands?: string[];
      /** Whether `insecure-skip-tls-verify` is accepted. Default false. */
      allowInsecureTls?: boolean;
      /** Whether servers without TLS are accepted. Default false. */
      allowPlainHttp?: boolean;
      /** How many clusters may be registered. Default 1000. */
      maximumClusters?: number;
    };
    /**
     * Which servers the portal connects to for registered clusters and those of the catalog. Link-local,
     * metadata, multicast and such addresses are refused, private ones are not.
     */
    addresses?: {
      /** Whether the portal's own machine is allowed. Default false. */
      allowLoopback?: boolean;
      /** IP addresses, CIDR blocks, host names and `*.` suffixes that are allowed before all else. */
      allow?: string[];
      /** The same, refused. */
      deny?: string[];
    };
    /** Clusters of a kubeconfig on this machine, for development. */
    kubeconfig?: {
      /** Path of the file. */
      path: string;
      /** Only these contexts; all when absent. */
      contexts?: string[];
    };
  };
}
