import type { Knex } from 'knex';

/** Who runs the nodes of clusters of a provider, in the words of bills. */
const COMPANIES: Record<string, string> = {
  EKS: 'Amazon Web Services',
  GKE: 'Google Cloud',
  AKS: 'Microsoft Azure',
  OKE: 'Oracle Cloud',
};

/** Who runs the nodes of clusters, by what the clusters are known to be. */
export async function readProviders(
  knex: Knex,
): Promise<(cluster: string) => string> {
  const rows: { name: string; provider: string | null }[] = await knex(
    'clusters',
  ).select('name', 'provider');
  const providers = new Map(rows.map(row => [row.name, row.provider]));
  return cluster => COMPANIES[providers.get(cluster) ?? ''] ?? 'Self-managed';
}
