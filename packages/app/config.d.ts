export interface Config {
  auth?: {
    providers?: {
      /** Signs anyone in without a password. For a demo on the loopback address only. */
      demo?: {
        /**
         * People whom anyone may sign in as.
         *
         * @deepVisibility frontend
         */
        users: Array<{
          /** Such as `user:default/amara.okafor`. */
          entityRef: string;
          name: string;
          /** What this person may see, in a few words. */
          description: string;
        }>;
      };
    };
  };
}
