import {
  CATALOG_FILTER_EXISTS,
  type EntityFilterQuery,
} from '@backstage/catalog-client';
import {
  type Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ENTITY_ANNOTATIONS,
  type EntityOwnership,
} from '@portlight/plugin-portlight-common';
import { entitySelector } from '../../entities/entitySelector';

/** What is asked of each entity, so that an answer holds no descriptions and links. */
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'spec.owner',
  'relations',
];
/** Of those that an entity is only part of. */
const PARENT_FIELDS = FIELDS.filter(field => field !== 'metadata.annotations');
const PAGE = 500;
/** Far more than any catalog; what one gone wrong has does not fill the memory. */
const MOST_ENTITIES = 100_000;
const MOST_REFS = 500;
/** A component may be part of one that is part of one ... of a system, and that of a domain. */
const MOST_LEVELS = 6;

const SELECTING: EntityFilterQuery = (
  ['kubernetesId', 'labelSelector', 'workload'] as const
).map(name => ({
  [`metadata.annotations.${ENTITY_ANNOTATIONS[name]}`]: CATALOG_FILTER_EXISTS,
}));

/** The first by reference of the entities that one has a relation to. */
function related(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef.toLowerCase())
    .sort();
}

function ownerOf(entity: Entity): string | undefined {
  const [owner] = related(entity, RELATION_OWNED_BY);
  if (owner !== undefined) return owner;
  // Relations are made a moment after an entity has come.
  const said = entity.spec?.owner;
  if (typeof said !== 'string' || !said.trim()) return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(said.trim(), {
        defaultKind: 'Group',
        defaultNamespace: getCompoundEntityRef(entity).namespace,
      }),
    );
  } catch {
    return undefined;
  }
}

const kindOf = (ref: string) => ref.slice(0, ref.indexOf(':'));

/** What an entity is part of, and that, and so on: its system and domain are the nearest ones. */
function placeOf(
  entity: Entity,
  parents: ReadonlyMap<string, Entity>,
): Pick<EntityOwnership, 'system' | 'domain'> {
  let level = [entity];
  let system: string | undefined;
  for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth++) {
    let refs = level.flatMap(each => related(each, RELATION_PART_OF)).sort();
    system ??= refs.find(ref => kindOf(ref) === 'system');
    const domain = refs.find(ref => kindOf(ref) === 'domain');
    if (domain) return { system, domain };
    // A domain is that of the system where there is one.
    if (system) refs = refs.filter(ref => kindOf(ref) !== 'component');
    level = refs.flatMap(ref => parents.get(ref) ?? []);
  }
  return { system };
}

/** All that entities are part of, and what that is part of, by reference. */
async function readParents(
  entities: readonly Entity[],
  read: (refs: string[]) => Promise<(Entity | undefined)[]>,
): Promise<Map<string, Entity>> {
  const parents = new Map<string, Entity>();
  const asked = new Set<string>();
  let level = entities;
  for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth++) {
    const wanted = [
      ...new Set(level.flatMap(entity => related(entity, RELATION_PART_OF))),
    ].filter(ref => !asked.has(ref) && kindOf(ref) !== 'domain');
    const found: Entity[] = [];
    for (let from = 0; from < wanted.length; from += MOST_REFS) {
      const refs = wanted.slice(from, from + MOST_REFS);
      for (const [index, item] of (await read(refs)).entries()) {
        asked.add(refs[index]);
        if (!item) continue;
        parents.set(refs[index], item);
        found.push(item);
      }
    }
    level = found;
  }
  return parents;
}

/**
 * Reads from the catalog who owns what, with the plugin's own credentials: costs are attributed for everybody.
 *
 * @returns in the order of their references
 */
export async function readOwnership(options: {
  catalog: Pick<CatalogService, 'queryEntities' | 'getEntitiesByRefs'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
}): Promise<EntityOwnership[]> {
  const { catalog, auth } = options;
  const credentials = await auth.getOwnServiceCredentials();
  const selecting: Entity[] = [];
  let cursor: string | undefined;
  do {
    const page = await catalog.queryEntities(
      cursor === undefined
        ? { filter: SELECTING, fields: FIELDS, limit: PAGE }
        : { cursor, fields: FIELDS, limit: PAGE },
      { credentials },
    );
    selecting.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor !== undefined && selecting.length < MOST_ENTITIES);

  const parents = await readParents(selecting, async entityRefs => {
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: PARENT_FIELDS },
      { credentials },
    );
    return items;
  });
  const found = new Map<string, EntityOwnership>();
  for (const entity of selecting) {
    const selector = entitySelector(entity);
    if (!selector) continue;
    const ref = stringifyEntityRef(entity);
    const owner = ownerOf(entity);
    const { system, domain } = placeOf(entity, parents);
    found.set(ref, {
      ref,
      selector,
      ...(owner === undefined ? {} : { owner }),
      ...(system === undefined ? {} : { system }),
      ...(domain === undefined ? {} : { domain }),
    });
  }
  return [...found.values()].sort((left, right) =>
    left.ref < right.ref ? -1 : 1,
  );
}
