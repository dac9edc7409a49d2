import {
  EntityCostCard as Card,
  EntityCostView,
} from '@portlight/plugin-portlight-react';
import { EntityHost } from '../host';

/** The Cost tab of an entity page. */
export function EntityCostContent(props: { basePath?: string }) {
  return (
    <EntityHost {...props}>
      {entityRef => <EntityCostView entityRef={entityRef} />}
    </EntityHost>
  );
}

/** The card on an entity's overview. */
export function EntityCostCard(props: { basePath?: string }) {
  return (
    <EntityHost {...props}>
      {entityRef => <Card entityRef={entityRef} />}
    </EntityHost>
  );
}
