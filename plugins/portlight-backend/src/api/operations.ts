import type {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import type { Visibility } from '../permissions';
import type { operations } from './generated/schema';

/** The operations of the API contract, by their ids. */
export type OperationId = keyof operations;

type Parameters<Id extends OperationId> = operations[Id]['parameters'];

/** The path parameters of an operation. */
export type PathOf<Id extends OperationId> = Parameters<Id> extends {
  path: infer Path;
}
  ? Path
  : {};

/** The query parameters of an operation. */
export type QueryOf<Id extends OperationId> = Parameters<Id> extends {
  query?: infer Query;
}
  ? [NonNullable<Query>] extends [never]
    ? {}
    : NonNullable<Query>
  : {};

/** The JSON that an operation is sent; undefined for those without a body. */
export type InputOf<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Input } };
}
  ? Input
  : undefined;

/** A file that is sent as it is made; it never becomes one text. */
export class FileStream {
  constructor(
    /** Its type, name and parts, in order. */
    readonly file: {
      type: string;
      name: string;
      chunks: AsyncIterable<string>;
    },
  ) {}
}

/** What an operation answers; nothing for those that only start or end something. */
export type BodyOf<Id extends OperationId> =
  operations[Id]['responses'] extends
    | { 200: { content: { 'application/json': infer Body } } }
    | { 201: { content: { 'application/json': infer Body } } }
    ? Body
    : operations[Id]['responses'] extends {
        200: { content: { 'text/csv': string } };
      }
    ? FileStream
    : void;

/** A request that has been authenticated, validated and authorized. */
export interface OperationRequest<Id extends OperationId> {
  path: PathOf<Id>;
  query: QueryOf<Id>;
  body: InputOf<Id>;
  credentials: BackstageCredentials<
    BackstageUserPrincipal | BackstageServicePrincipal
  >;
  /** What whoever asks may see; nothing beyond it may be in the answer. */
  visibility: Visibility;
  /** For the auditor. */
  request: Request;
}

/**
 * A body that is JSON already. Lists answer texts that the mirror stored, and parsing them only to write
 * them again would be most of the work of a list.
 */
export class JsonText<Body> {
  /** Never there; it keeps texts of different bodies apart. */
  declare readonly body: Body;
  constructor(readonly text: string) {}
}

/** A page whose items are JSON already. */
export function pageText<Item>(
  items: readonly string[],
  page: { total: number; nextCursor?: string },
): JsonText<{ items: Item[]; total: number; nextCursor?: string }> {
  const { total, nextCursor } = page;
  const rest = JSON.stringify({ total, nextCursor });
  return new JsonText(`{"items":[${items.join(',')}],${rest.slice(1)}`);
}

/** Answers one operation. */
export interface OperationHandler<Id extends OperationId> {
  /**
   * What the answer depends on besides the request: when it is as it was, the answer is "not modified"
   * and nothing else is read. Without it the answer is made and compared.
   */
  revision?(request: OperationRequest<Id>): Promise<string>;
  answer(
    request: OperationRequest<Id>,
  ): Promise<BodyOf<Id> | JsonText<BodyOf<Id>>>;
}

/** A handler for every operation of the contract; the compiler finds the missing one. */
export type OperationHandlers = {
  [Id in OperationId]: OperationHandler<Id>;
};
