/** @public */
export interface WorkloadHealthSectionProps {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
}

/** @public */
export function WorkloadHealthSection(_props: WorkloadHealthSectionProps) {
  return null;
}
