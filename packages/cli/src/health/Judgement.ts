import {
  assessHealth,
  type Health,
  type KubernetesObject,
} from '@portlight/plugin-portlight-common';
import type { InputObject } from '../input';
import { ObjectIndex } from './ObjectIndex';

/** The verdict on one object of a file, as `-o json` prints it. */
export interface Judgement {
  file: string;
  index: number;
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
  status: Health['status'];
  reason: string;
  message: string;
}

/** Judges all objects, each with what the others say about it. */
export function judge(
  inputs: readonly InputObject[],
  now: number,
): { judgement: Judgement; health: Health }[] {
  const index = new ObjectIndex(inputs.map(({ object }) => object));
  return inputs.map(input => {
    const health = assessHealth(
      input.object,
      index.contextOf(input.object, now),
    );
    return { judgement: describe(input, health), health };
  });
}

function describe(
  { file, index, object }: InputObject,
  { status, reason, message }: Health,
): Judgement {
  return {
    file,
    index,
    apiVersion: word(object.apiVersion),
    kind: word(object.kind),
    namespace: word(metadataOf(object).namespace),
    name:
      word(metadataOf(object).name) || word(metadataOf(object).generateName),
    status,
    reason,
    message,
  };
}

function metadataOf(object: KubernetesObject): Record<string, unknown> {
  const { metadata } = object;
  return typeof metadata === 'object' && metadata !== null
    ? (metadata as Record<string, unknown>)
    : {};
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
