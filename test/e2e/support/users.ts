/** The demo's users, as in app-config.demo.yaml. */
export const DEMO_USERS = {
  /** Platform team: sees and may do everything. */
  administrator: {
    entityRef: 'user:default/hannah.baker',
    name: 'Hannah Baker',
  },
  storefront: { entityRef: 'user:default/amara.okafor', name: 'Amara Okafor' },
  payments: { entityRef: 'user:default/priya.nair', name: 'Priya Nair' },
  /** In no team. */
  viewer: { entityRef: 'user:default/robin.castle', name: 'Robin Castle' },
} as const;
