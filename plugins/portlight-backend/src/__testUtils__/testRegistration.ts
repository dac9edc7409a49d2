import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { AddressPolicy } from '../clusters';
import {
  createRegistration,
  type Registration,
  type RegistrationOptions,
} from '../clusters/registered';

/** A key as the configuration would give it. */
export function testKey(name: string, byte = 7) {
  return { name, secret: Buffer.alloc(32, byte) };
}

/** Registration with one key, that waits for no mirror and connects to this machine. */
export function testRegistration(
  knex: Knex,
  settings: Partial<RegistrationOptions['settings']> = {},
): Registration {
  return createRegistration({
    knex,
    logger: mockServices.logger.mock(),
    patience: 0,
    settings: {
      encryptionKeys: [testKey('first')],
      registration: {},
      addresses: new AddressPolicy({ allowLoopback: true }),
      ...settings,
    },
  });
}
