export interface Config {
  demo?: {
    /** Days of costs that the simulated clusters have when the portal starts. Default 0. */
    pastDays?: number;
  };
  metrics?: {
    /** Serves what the portal measures to Prometheus; nothing is served without it. */
    prometheus?: {
      /** Address to listen on. Default `127.0.0.1`. */
      host?: string;
      /** Port to listen on, such as 9464. */
      port: number;
    };
  };
}
