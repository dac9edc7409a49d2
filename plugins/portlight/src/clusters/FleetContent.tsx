import { Content } from '@backstage/core-components';
import { BackstageHost } from '../host';
import { FleetRoutes } from './FleetRoutes';

/** The fleet pages without a page header, for both frontend systems. */
export function FleetContent(props: { basePath?: string }) {
  return (
    <Content>
      <BackstageHost basePath={props.basePath}>
        <FleetRoutes />
      </BackstageHost>
    </Content>
  );
}
