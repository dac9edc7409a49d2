import {
  matchesLabels,
  parseLabelSelector,
  type LabelSelector,
} from '../../inventory';
import type { AttributedObject, EntityOwnership } from './types';

/** The label that `backstage.io/kubernetes-id` of an entity is compared with. */
const KUBERNETES_ID = 'backstage.io/kubernetes-id';

interface Indexed {
  entity: EntityOwnership;
  /** Its label selector, read. */
  labels?: LabelSelector;
  specificity: readonly number[];
}

/** A selector of one workload says most; then how much of the place it names, then how many labels. */
function specificityOf(
  { selector }: EntityOwnership,
  labels: LabelSelector | undefined,
): readonly number[] {
  const { workload, cluster, namespace } = selector;
  return [
    workload === undefined ? 0 : 1,
    (cluster === undefined ? 0 : 1) + (namespace === undefined ? 0 : 1),
    labels?.length ?? 1,
  ];
}

/** More specific ones first, then by reference. */
function compare(left: Indexed, right: Indexed): number {
  for (let place = 0; place < left.specificity.length; place++) {
    const difference = right.specificity[place] - left.specificity[place];
    if (difference !== 0) return difference;
  }
  return left.entity.ref < right.entity.ref ? -1 : 1;
}

type Index = Map<string, Indexed[]>;

function put(index: Index, key: string, indexed: Indexed): void {
  const known = index.get(key);
  if (known) known.push(indexed);
  else index.set(key, [indexed]);
}

/**
 * Finds the entities that select a workload without asking all of them. Like the Kubernetes plugin, an entity selects
 * by its first of: one workload by name, labels, the label with its id.
 */
export class EntityIndex {
  readonly #byWorkload: Index = new Map();
  readonly #byId: Index = new Map();
  /** By key and value of a label that the selector wants with one of some values. */
  readonly #byLabel = new Map<string, Index>();
  /** Their selectors want no label with a certain value. */
  readonly #others: Indexed[] = [];

  constructor(entities: readonly EntityOwnership[]) {
    for (const entity of entities) this.#add(entity);
  }

  #add(entity: EntityOwnership): void {
    const { workload, labelSelector, kubernetesId } = entity.selector;
    const indexed = (labels?: LabelSelector): Indexed => ({
      entity,
      labels,
      specificity: specificityOf(entity, labels),
    });
    if (workload !== undefined) {
      put(this.#byWorkload, workload, indexed());
    } else if (labelSelector !== undefined) {
      const labels = readSelector(labelSelector);
      // What cannot be read selects nothing; the entity's page says what is wrong with it.
      if (!labels) return;
      const wanted = labels.find(({ operator }) => operator === 'In');
      if (wanted) {
        const one = indexed(labels);
        const byValue = this.#byLabel.get(wanted.key) ?? new Map();
        this.#byLabel.set(wanted.key, byValue);
        for (const value of new Set(wanted.values)) put(byValue, value, one);
      } else {
        this.#others.push(indexed(labels));
      }
    } else if (kubernetesId !== undefined) {
      put(this.#byId, kubernetesId, indexed());
    }
  }

  /** The entities that select it, the most specific first. */
  find(object: AttributedObject): EntityOwnership[] {
    const { cluster, namespace, workload, labels = {} } = object;
    if (!workload) return [];
    const found: Indexed[] = [];
    const look = (candidates: readonly Indexed[] | undefined) => {
      for (const candidate of candidates ?? []) {
        const { selector } = candidate.entity;
        if (
          (selector.cluster ?? cluster) === cluster &&
          (selector.namespace ?? namespace) === namespace &&
          (!candidate.labels || matchesLabels(candidate.labels, labels))
        ) {
          found.push(candidate);
        }
      }
    };
    look(this.#byWorkload.get(`${workload.kind}/${workload.name}`));
    if (Object.hasOwn(labels, KUBERNETES_ID)) {
      look(this.#byId.get(labels[KUBERNETES_ID]));
    }
    for (const [key, byValue] of this.#byLabel) {
      if (Object.hasOwn(labels, key)) look(byValue.get(labels[key]));
    }
    look(this.#others);
    if (found.length > 1) found.sort(compare);
    return found.map(({ entity }) => entity);
  }
}

function readSelector(text: string): LabelSelector | undefined {
  try {
    return parseLabelSelector(text);
  } catch {
    return undefined;
  }
}
