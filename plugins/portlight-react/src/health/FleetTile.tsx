/** @public */
export interface FleetTileProps {
  cluster?: string;
}

/** @public */
export function FleetTile(_props: FleetTileProps) {
  return null;
}
