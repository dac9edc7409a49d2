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

interface SchemaObject {
  type?: string;
  $ref?: string;
  allOf?: readonly SchemaObject[];
  properties?: Record<string, unknown>;
}

interface OperationObject {
  operationId: string;
  parameters?: readonly ParameterObject[];
  requestBody?: {
    content: Partial<Record<string, { schema: SchemaObject }>>;
  };
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

function schemaFields({ $ref, allOf = [], properties = {} }: SchemaObject) {
  const shared: Record<string, unknown> = openapiDocument.components.schemas;
  const referred = $ref
    ? [shared[$ref.replace('#/components/schemas/', '')] as SchemaObject]
    : [];
  const fields: string[] = [...referred, ...allOf].flatMap(schemaFields);
  return [...fields, ...Object.keys(properties)];
}

/** Fields of the body by operation. */
const BODY_FIELDS = new Map(
  OPERATIONS.map(({ id, method, path }) => {
    const json = operationObject(path, method)!.requestBody?.content[
      'application/json'
    ];
    return [id, json ? schemaFields(json.schema) : []] as const;
  }),
);

/** What an operation can be told. */
export interface KnownNames {
  /** Query parameters. */
  parameters: readonly string[];
  /** Fields of the body. */
  fields: readonly string[];
}

/** What the operation that the validator found for a request can be told. */
export function knownNames(request: Request): KnownNames {
  const operation = (request as { openapi?: { schema?: OperationObject } })
    .openapi?.schema;
  const id = operation?.operationId as OperationId;
  return {
    parameters: QUERY_PARAMETERS.get(id) ?? [],
    fields: BODY_FIELDS.get(id) ?? [],
  };
}
