import type {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import { readPortlightConfig } from '../config';
import { createCost, createCostStorage } from '../cost';
import type { HistoryReader } from '../metrics/history';

/** Costs as the plugin has them, on a database for which no replica computes any. */
export async function testCost(options: {
  knex: Knex;
  catalog: CatalogService;
  history: Pick<HistoryReader, 'range'>;
  auditor?: AuditorService;
  /** By default everything is allowed. */
  permissions?: PermissionsService;
}) {
  const settings = readPortlightConfig(new ConfigReader({}));
  return createCost({
    ...options,
    logger: mockServices.logger.mock(),
    auditor:
      options.auditor ??
      mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
    auth: mockServices.auth(),
    permissions: options.permissions ?? mockServices.permissions(),
    notifications: { send: async () => {} },
    mirror: { follow: () => () => {}, taskLease: () => undefined },
    storage: createCostStorage({ knex: options.knex, settings: settings.cost }),
    sources: { covers: () => false, evaluate: async () => undefined },
    // Knows all hours, and that nothing was there in any.
    hourSources: [
      {
        name: 'test',
        range: () => ({ since: 0, until: 2 ** 32 }),
        hours: async function* none() {},
      },
    ],
    pricingProviders: [],
    settings,
  });
}
