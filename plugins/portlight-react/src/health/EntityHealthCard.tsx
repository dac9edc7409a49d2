/** @public */
export interface EntityHealthCardProps {
  entityRef: string;
}

/** @public */
export function EntityHealthCard(_props: EntityHealthCardProps) {
  return null;
}
