export interface Config {
  permission?: {
    /** Of the policy that comes with Portlight. */
    portlight?: {
      /**
       * Who may see and do everything in Portlight: catalog entity references of groups and users, such as
       * `group:default/platform`. Default nobody.
       */
      administrators?: string[];
    };
  };
}
