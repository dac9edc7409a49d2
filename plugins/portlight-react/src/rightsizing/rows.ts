import type {
  Rightsizing,
  RightsizingContainer,
} from '@portlight/plugin-portlight-common';
import { workloadKey } from './patches';

/** One container with its workload. */
export interface ContainerRow {
  key: string;
  item: Rightsizing;
  container: RightsizingContainer;
  /** The saving is its workload's: it stands in the row of the first container only. */
  isFirst: boolean;
}

/** One row per container; a workload of which nothing is known of any container has none. */
export const containerRows = (items: readonly Rightsizing[]): ContainerRow[] =>
  items.flatMap(item =>
    item.containers.map((container, index) => ({
      key: `${workloadKey(item)}/${container.name}`,
      item,
      container,
      isFirst: index === 0,
    })),
  );

/** Notes about a container and its workload, the container's first. */
export const rowNotes = ({ item, container }: ContainerRow): string[] => [
  ...container.notes,
  ...item.notes,
];
