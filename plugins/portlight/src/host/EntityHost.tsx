import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { ReactNode } from 'react';
import { BackstageHost } from './BackstageHost';

/** Shared views about the entity of the page. */
export function EntityHost(props: {
  basePath?: string;
  children: (entityRef: string) => ReactNode;
}) {
  const { entity } = useEntity();
  return (
    <BackstageHost basePath={props.basePath}>
      {props.children(stringifyEntityRef(entity))}
    </BackstageHost>
  );
}
