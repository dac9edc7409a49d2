import ts from 'typescript';

/** The members of an interface, or of a type literal that is a member itself. */
function members(node) {
  return node.members ?? node.type.members;
}

function find(nodes, name) {
  const found = nodes.find(node => node.name?.text === name);
  if (!found) {
    throw new Error(`openapi-typescript wrote no ${name}`);
  }
  return found;
}

/** Comments of members in the words of TSDoc, which knows neither of these tags. */
function withoutTags(type) {
  return type
    .replace(/^ *\/\*\* @enum \{\w+\} \*\/\n/gm, '')
    .replace(/^ *\* @enum \{\w+\}\n/gm, '')
    .replaceAll('@description ', '');
}

function exported(name, type, description) {
  // What has no description is not for others; the API report refuses it when it is exported after all.
  const comment = description ? `/** ${description} @public */\n` : '';
  return `${comment}export type ${name} = ${withoutTags(type)};\n`;
}

/**
 * Gives each schema, and the query of each list, a name of its own: openapi-typescript keeps all of them
 * inside of two interfaces, where neither an editor nor the API report shows what a type looks like.
 *
 * @param types - what openapi-typescript wrote
 * @param document - the OpenAPI document
 */
export function exportSchemas(types, document) {
  const source = ts.createSourceFile(
    'schema.ts',
    types,
    ts.ScriptTarget.Latest,
  );
  const text = node => node.getText(source);
  const components = members(find(source.statements, 'components'));
  const schemas = find(components, 'schemas');
  const parameters = new Map(
    members(find(components, 'parameters')).map(({ name, type }) => [
      name.text,
      text(type),
    ]),
  );
  const named = members(schemas).map(({ name, type }) =>
    exported(
      name.text,
      text(type),
      document.components.schemas[name.text].description,
    ),
  );
  const queries = members(find(source.statements, 'operations')).flatMap(
    operation => {
      const id = operation.name.text;
      const { type } = find(
        members(find(members(operation), 'parameters')),
        'query',
      );
      return id.startsWith('list') && ts.isTypeLiteralNode(type)
        ? exported(
            `${id.replace('list', 'List')}Query`,
            text(type),
            `Filters, sort and page of \`${id}\`.`,
          )
        : [];
    },
  );
  return [...named, ...queries, types.replace(text(schemas), 'schemas: never;')]
    .join('\n')
    .replace(/components\["parameters"\]\["(\w+)"\]/g, (_, name) =>
      parameters.get(name),
    )
    .replace(/components\["schemas"\]\["(\w+)"\]/g, '$1');
}
