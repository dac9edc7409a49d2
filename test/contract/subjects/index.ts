import type { ContractSubject } from '../ContractTarget';
import { authorization } from './authorization';
import { deletion } from './deletion';
import { discovery } from './discovery';
import { errors } from './errors';
import { lists } from './lists';
import { logs } from './logs';
import { patches } from './patches';
import { tables } from './tables';
import { watches } from './watches';
import { writes } from './writes';

/** All of the contract. */
export const CONTRACT: readonly ContractSubject[] = [
  discovery,
  lists,
  watches,
  tables,
  errors,
  writes,
  patches,
  deletion,
  authorization,
  logs,
];
