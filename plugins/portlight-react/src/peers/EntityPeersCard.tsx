import { PeersSummary } from './PeersSummary';

/** Props of {@link EntityPeersCard}. @public */
export interface EntityPeersCardProps {
  /** Such as `component:default/cart`. */
  entityRef: string;
}

/**
 * How the instances of an entity are, for its overview.
 *
 * @public
 */
export function EntityPeersCard({ entityRef }: EntityPeersCardProps) {
  return <PeersSummary target={{ entityRef }} />;
}
