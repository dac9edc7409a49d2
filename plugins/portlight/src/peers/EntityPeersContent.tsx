import {
  EntityPeersCard as Card,
  PeersView,
} from '@portlight/plugin-portlight-react';
import { EntityHost } from '../host';

/** The Peers tab of an entity page. */
export function EntityPeersContent(props: { basePath?: string }) {
  return (
    <EntityHost {...props}>
      {entityRef => <PeersView target={{ entityRef }} />}
    </EntityHost>
  );
}

/** The card on an entity's overview. */
export function EntityPeersCard(props: { basePath?: string }) {
  return (
    <EntityHost {...props}>
      {entityRef => <Card entityRef={entityRef} />}
    </EntityHost>
  );
}
