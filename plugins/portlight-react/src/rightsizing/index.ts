export { RightsizingPage } from './RightsizingPage';
export { RightsizingSection } from './RightsizingSection';
