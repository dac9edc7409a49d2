export { SCENARIOS } from './catalog';
export { registerScenarioRoutes } from './controlScenarios';
export type { Scenario, ScenarioStage } from './Scenario';
export {
  ScenarioError,
  ScenarioRunner,
  type ScenarioTarget,
} from './ScenarioRunner';
