export interface Config {
  /** Settings of Portlight; none is needed where the portal has a `kubernetes:` section. */
  portlight?: {
    sources?: {
      /** Whether the clusters of the portal's `kubernetes:` section are read. Default true. */
      kubernetes?: boolean;
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
