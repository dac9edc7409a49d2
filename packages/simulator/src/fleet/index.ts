export { createBenchFleet, type BenchFleetOptions } from './benchFleet';
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
export { SimulatedFleet } from './SimulatedFleet';
