/** @public */
export interface NamespaceHealthSectionProps {
  cluster: string;
  namespace: string;
}

/** @public */
export function NamespaceHealthSection(_props: NamespaceHealthSectionProps) {
  return null;
}
