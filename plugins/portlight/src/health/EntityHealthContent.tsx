import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  EntityHealthCard as Card,
  EntityHealthView,
} from '@portlight/plugin-portlight-react';
import { BackstageHost } from '../host';

/** The Health tab of an entity page. */
export function EntityHealthContent(props: { basePath?: string }) {
  const { entity } = useEntity();
  return (
    <BackstageHost basePath={props.basePath}>
      <EntityHealthView entityRef={stringifyEntityRef(entity)} />
    </BackstageHost>
  );
}

/** The card on an entity's overview. */
export function EntityHealthCard(props: { basePath?: string }) {
  const { entity } = useEntity();
  return (
    <BackstageHost basePath={props.basePath}>
      <Card entityRef={stringifyEntityRef(entity)} />
    </BackstageHost>
  );
}
