import type { Request } from 'express';
import { openapiDocument } from './generated/openapi';
import type { OperationId } from './operations';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** One operation of the contract and where it is. */
export interface Operation {
  id: OperationId;
  method: (typeof METHODS)[number];
  /** With parameters in braces. */
  path: string;
  /** The status of a success. */
  status: number;
}

interface ParameterObject {
  $ref?: string;
  in?: string;
  name?: string;
}

interface OperationObject {
  operationId: string;
  parameters?: readonly ParameterObject[];
  responses: Record<string, unknown>;
}

function operationObject(
  path: string,
  method: Operation['method'],
): OperationObject | undefined {
  const paths: Record<
    string,
    Partial<Record<string, OperationObject>>
  > = openapiDocument.paths;
  return paths[path][method];
}

function dereference(parameter: ParameterObject): ParameterObject {
  const name = parameter.$ref?.replace('#/components/parameters/', '');
  const shared: Record<string, ParameterObject> =
    openapiDocument.components.parameters;
  return name === undefined ? parameter : shared[name];
}

/** All operations of the contract. */
export const OPERATIONS: readonly Operation[] = Object.keys(
  openapiDocument.paths,
).flatMap(path =>
  METHODS.flatMap(method => {
    const operation = operationObject(path, method);
    return operation
      ? [
          {
            id: operation.operationId as OperationId,
            method,
            path,
            status: Number(
              Object.keys(operation.responses).find(key => /^2/.test(key)),
            ),
          },
        ]
      : [];
  }),
);

/** Query parameters by operation. */
const QUERY_PARAMETERS = new Map(
  OPERATIONS.map(({ id, method, path }) => {
    const { parameters = [] } = operationObject(path, method)!;
    return [
      id,
      parameters.flatMap(parameter => {
        const { in: place, name } = dereference(parameter);
        return place === 'query' ? [name!] : [];
      }),
    ] as const;
  }),
);

/** The query parameters of the operation that the validator found for a request. */
export function knownParameters(request: Request): readonly string[] {
  const operation = (request as { openapi?: { schema?: OperationObject } })
    .openapi?.schema;
  return QUERY_PARAMETERS.get(operation?.operationId as OperationId) ?? [];
}
