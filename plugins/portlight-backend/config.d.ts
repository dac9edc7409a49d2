export interface Config {
  /** Settings of Portlight; none is needed where the portal has a `kubernetes:` section. */
  portlight?: {
    sources?: {
      /** Whether the clusters of the portal's `kubernetes:` section are read. Default true. */
      kubernetes?: boolean;
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
    }>;
    /** Clusters of a kubeconfig on this machine, for development. */
    kubeconfig?: {
      /** Path of the file. */
      path: string;
      /** Only these contexts; all when absent. */
      contexts?: string[];
    };
  };
}
