export { createBenchFleet, type BenchFleetOptions } from './benchFleet';
export { CLUSTERS as DEMO_CLUSTERS } from './clusters';
export { createDemoFleet, type DemoFleetOptions } from './demoFleet';
export {
  serveFleet,
  type ServedFleet,
  type ServeFleetOptions,
} from './serveFleet';
export {
  SimulatedCluster,
  type SimulatedClusterOptions,
} from './SimulatedCluster';
export * from './past';
export { SimulatedFleet } from './SimulatedFleet';
