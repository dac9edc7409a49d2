import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import { ownerOf } from './manifests/workloads';
import { NAMESPACES, SERVICES } from './services';

const FOLDER = join(__dirname, '../../../../examples');

const VALIDATORS = {
  Component: componentEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
  Group: groupEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  User: userEntityV1alpha1Validator,
};

const entities = readdirSync(FOLDER)
  .filter(file => file.endsWith('.yaml'))
  .flatMap(file => parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')))
  .map(document => document.toJSON() as Entity);

const refs = new Set(entities.map(entity => stringifyEntityRef(entity)));

function isKnown(ref: string, defaultKind: string): boolean {
  return refs.has(
    stringifyEntityRef(
      parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
    ),
  );
}

describe("the demo company's catalog", () => {
  it('has no entity twice', () => {
    expect(refs.size).toBe(entities.length);
  });

  it.each(
    entities.map(entity => [stringifyEntityRef(entity), entity] as const),
  )('%s is valid', async (_ref, entity) => {
    const validator = VALIDATORS[entity.kind as keyof typeof VALIDATORS];
    await expect(validator.check(entity)).resolves.toBe(true);
  });

  it('refers to nothing that is not there', () => {
    for (const { spec } of entities) {
      const { owner, system, domain, parent } = spec as Record<string, string>;
      const {
        memberOf = [],
        children = [],
        dependsOn = [],
      } = spec as Record<string, string[]>;
      const wanted: [string | undefined, string][] = [
        [owner, 'group'],
        [system, 'system'],
        [domain, 'domain'],
        [parent, 'group'],
        ...[...memberOf, ...children].map((ref): [string, string] => [
          ref,
          'group',
        ]),
        ...dependsOn.map((ref): [string, string] => [ref, 'component']),
      ];
      for (const [ref, kind] of wanted) {
        expect([ref, ref === undefined || isKnown(ref, kind)]).toEqual([
          ref,
          true,
        ]);
      }
    }
  });

  it.each(
    SERVICES.map(
      service => [service.name, service.namespace, ownerOf(service)] as const,
    ),
  )(
    'knows who owns %s, unless it is an experiment',
    (_name, namespace, owner) => {
      expect(owner === undefined ? namespace : isKnown(owner, 'group')).toBe(
        owner === undefined ? 'experiments' : true,
      );
    },
  );

  it.each(
    SERVICES.filter(({ uncatalogued }) => !uncatalogued).map(
      service => [service.name, service] as const,
    ),
  )('knows %s under the name that its workloads carry', (name, service) => {
    const entity = entities.find(
      ({ metadata, kind }) =>
        metadata.name === name && ['Component', 'Resource'].includes(kind),
    );
    expect(entity?.spec?.owner).toBe(ownerOf(service));
    expect(Object.values(entity?.metadata.annotations ?? {})).toEqual(
      expect.arrayContaining([expect.stringContaining(name)]),
    );
  });

  it('knows the systems of the namespaces', () => {
    for (const { system } of NAMESPACES.filter(({ owner }) => owner)) {
      expect(isKnown(system, 'system')).toBe(true);
    }
  });
});
