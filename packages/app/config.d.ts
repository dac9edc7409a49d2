export interface Config {
  app?: {
    /**
     * People whom anyone may sign in as without a password. For a demo on the loopback address only.
     *
     * @deepVisibility frontend
     */
    demoUsers?: Array<{
      /** Such as `user:default/amara.okafor`. */
      entityRef: string;
      name: string;
      /** What this person may see, in a few words. */
      description: string;
    }>;
  };
}
