import { resolveOwner } from '../../inventory';
import { EntityIndex } from './EntityIndex';
import type {
  AttributedObject,
  AttributionOptions,
  Attributor,
  CostAttribution,
  OwnershipSnapshot,
} from './types';
import { DEFAULT_COST_CENTER_RULE, DEFAULT_TEAM_RULE, readWord } from './words';

/**
 * Attributes costs: to team and cost centre by annotations and labels of the workload, else of its namespace; to
 * entity, system and domain by the entity of the catalog that selects the workload; to an owner by that entity, else by
 * annotations and labels.
 *
 * @param snapshot - absent: by annotations and labels only
 * @public
 */
export function createAttributor(
  snapshot: OwnershipSnapshot | undefined,
  options: AttributionOptions = {},
): Attributor {
  const {
    team: teamRule = DEFAULT_TEAM_RULE,
    costCenter: costCenterRule = DEFAULT_COST_CENTER_RULE,
    ownerFrom = 'catalog',
  } = options;
  const index = new EntityIndex(snapshot?.entities ?? []);
  const entities = (object: AttributedObject) => index.find(object);

  const attribute = (object: AttributedObject): CostAttribution => {
    const said = [
      { annotations: object.annotations, labels: object.labels },
      {
        annotations: object.namespaceAnnotations,
        labels: object.namespaceLabels,
      },
    ];
    const [entity] = entities(object);
    const labelled = () =>
      resolveOwner(
        said.map(metadata => ({ metadata })),
        options.owner,
      );
    const owner =
      ownerFrom === 'catalog'
        ? entity?.owner ?? labelled()
        : labelled() ?? entity?.owner;
    const team = readWord(said, teamRule);
    const costCenter = readWord(said, costCenterRule);
    const attribution: CostAttribution = {};
    if (owner !== undefined) attribution.owner = owner;
    if (entity?.system !== undefined) attribution.system = entity.system;
    if (entity?.domain !== undefined) attribution.domain = entity.domain;
    if (entity) attribution.entity = entity.ref;
    if (team !== undefined) attribution.team = team;
    if (costCenter !== undefined) attribution.costCenter = costCenter;
    return attribution;
  };
  return { day: snapshot?.day, attribute, entities };
}
