/** What is read of clusters about resources in use. Times are in milliseconds. */
export interface UsageSettings {
  /** Whether it is kept over time at all. */
  enabled: boolean;
  /** Pods of one cluster whose own figures are kept; of all of them those of workloads and namespaces are. */
  podsPerCluster: number;
  kubelet: {
    /** Whether kubelets are asked, for network and volumes. */
    enabled: boolean;
    /** Between two looks at a kubelet. */
    interval: number;
    /** Requests at a time, per cluster. */
    concurrency: number;
  };
  /** Until a request is given up. */
  timeout: number;
}

const SECOND = 1000;

/** What is done unless the configuration says otherwise. */
export const DEFAULT_USAGE_SETTINGS: UsageSettings = {
  enabled: true,
  podsPerCluster: 500,
  kubelet: { enabled: true, interval: 60 * SECOND, concurrency: 4 },
  timeout: 10 * SECOND,
};
