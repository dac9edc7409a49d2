export interface Config {
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
