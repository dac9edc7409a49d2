import {
  EntityMetricsCard as Card,
  MetricsView,
} from '@portlight/plugin-portlight-react';
import { EntityHost } from '../host';

/** The Metrics tab of an entity page. */
export function EntityMetricsContent(props: { basePath?: string }) {
  return (
    <EntityHost {...props}>
      {entityRef => <MetricsView target={{ entityRef }} />}
    </EntityHost>
  );
}

/** The card on an entity's overview. */
export function EntityMetricsCard(props: { basePath?: string }) {
  return (
    <EntityHost {...props}>
      {entityRef => <Card entityRef={entityRef} />}
    </EntityHost>
  );
}
