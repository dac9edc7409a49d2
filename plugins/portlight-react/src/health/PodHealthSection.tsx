/** @public */
export interface PodHealthSectionProps {
  cluster: string;
  namespace: string;
  name: string;
}

/** @public */
export function PodHealthSection(_props: PodHealthSectionProps) {
  return null;
}
