import {
  EntityHealthCard as Card,
  EntityHealthView,
} from '@portlight/plugin-portlight-react';
import { EntityHost } from '../host';

/** The Health tab of an entity page. */
export function EntityHealthContent(props: { basePath?: string }) {
  return (
    <EntityHost {...props}>
      {entityRef => <EntityHealthView entityRef={entityRef} />}
    </EntityHost>
  );
}

/** The card on an entity's overview. */
export function EntityHealthCard(props: { basePath?: string }) {
  return (
    <EntityHost {...props}>
      {entityRef => <Card entityRef={entityRef} />}
    </EntityHost>
  );
}
