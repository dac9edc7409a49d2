import type { KubernetesObject } from '@portlight/plugin-portlight-common';
import type { CommandEnvironment } from '../CommandEnvironment';
import type { InputError } from './InputError';
import { parseDocuments, type ParsedDocument } from './parseDocuments';
import { readText } from './readText';

/** One object of a file. */
export interface InputObject {
  file: string;
  /** From 0; Lists count as the objects in them. */
  index: number;
  object: KubernetesObject;
}

/** All that files hold, and what could not be read of them. */
export interface Input {
  objects: InputObject[];
  errors: InputError[];
}

/** Lists may hold Lists; no tool writes more levels than this. */
const MAX_LIST_DEPTH = 8;

/** Reads the objects of all files in the order of the command line. */
export async function readObjects(
  files: readonly string[],
  environment: CommandEnvironment,
): Promise<Input> {
  const input: Input = { objects: [], errors: [] };
  // The standard input can be read once only.
  for (const file of new Set(files)) {
    const read = await readText(file, environment);
    if ('error' in read) {
      input.errors.push(read.error);
    } else {
      addFile(file, read.text, input);
    }
  }
  return input;
}

function addFile(file: string, text: string, input: Input): void {
  const { documents, errors } = parseDocuments(text, file);
  input.errors.push(...errors);
  let index = 0;
  for (const document of documents) {
    for (const found of flatten(document.value, undefined, 0)) {
      if ('problem' in found) {
        input.errors.push(describe(file, document, found.problem));
      } else {
        input.objects.push({ file, index, object: found.object });
      }
      index += 1;
    }
  }
}

type Found = { object: KubernetesObject } | { problem: string };

function* flatten(
  value: unknown,
  list: KubernetesObject | undefined,
  depth: number,
): Generator<Found> {
  if (depth > MAX_LIST_DEPTH) {
    yield { problem: 'holds Lists in Lists too deeply' };
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) {
      yield* flatten(item, list, depth + 1);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) {
    yield { problem: 'is no Kubernetes object but a plain value' };
    return;
  }
  const object = inheritType(value as KubernetesObject, list);
  if (typeof object.kind !== 'string' || !object.kind) {
    yield { problem: 'is no Kubernetes object: it has no `kind`' };
    return;
  }
  if (object.kind.endsWith('List') && Array.isArray(object.items)) {
    for (const item of object.items) {
      yield* flatten(item, object, depth + 1);
    }
    return;
  }
  yield { object };
}

/** Items of a typed list (`PodList`) come without kind and apiVersion. */
function inheritType(
  object: KubernetesObject,
  list: KubernetesObject | undefined,
): KubernetesObject {
  const kind = list?.kind?.slice(0, -'List'.length);
  return !object.kind && list && kind
    ? { apiVersion: list.apiVersion, kind, ...object }
    : object;
}

function describe(
  file: string,
  { line, column }: ParsedDocument,
  message: string,
): InputError {
  return { file, line, column, message };
}
