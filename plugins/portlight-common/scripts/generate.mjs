/**
 * Writes what is generated from the API contract (`src/api/openapi.yaml`): the types that client and views
 * use, and for the backend the operations' types and the document that requests are validated by. With
 * `--check` nothing is written; exit code 1 says that the files are not what the contract says.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import { exportSchemas } from './exportSchemas.mjs';

const path = url => fileURLToPath(new URL(url, import.meta.url));
const contract = path('../src/api/openapi.yaml');
const backend = path('../../portlight-backend/src/api/generated/');
const note =
  'Generated from openapi.yaml by `yarn generate`; not to be edited.';

// JSON and back: YAML aliases are shared objects, and a consumer may write into the one it is given.
const document = JSON.parse(
  JSON.stringify(parse(await readFile(contract, 'utf8'))),
);
const types = astToString(await openapiTS(structuredClone(document)));

const files = {
  [path('../src/api/generated/schema.ts')]: `// ${note}\n\n${exportSchemas(
    types,
    document,
  )}`,
  [`${backend}schema.ts`]: `// ${note}\n\n${types}`,
  [`${backend}openapi.ts`]:
    `// ${note}\n\n/** The API contract. */\n` +
    `export const openapiDocument = ${JSON.stringify(
      document,
      null,
      2,
    )} as const;\n`,
};

const check = process.argv.includes('--check');
let outdated = 0;
for (const [file, text] of Object.entries(files)) {
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current === text) {
    continue;
  }
  const name = relative(process.cwd(), file);
  if (check) {
    outdated += 1;
    console.error(
      `${name} is out of date: run yarn generate in portlight-common`,
    );
  } else {
    await writeFile(file, text);
    console.log(`wrote ${name}`);
  }
}
process.exitCode = outdated > 0 ? 1 : 0;
