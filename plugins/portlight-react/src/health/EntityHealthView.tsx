/** @public */
export interface EntityHealthViewProps {
  entityRef: string;
}

/** @public */
export function EntityHealthView(_props: EntityHealthViewProps) {
  return null;
}
