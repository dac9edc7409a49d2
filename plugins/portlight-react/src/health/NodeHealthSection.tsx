/** @public */
export interface NodeHealthSectionProps {
  cluster: string;
  name: string;
}

/** @public */
export function NodeHealthSection(_props: NodeHealthSectionProps) {
  return null;
}
