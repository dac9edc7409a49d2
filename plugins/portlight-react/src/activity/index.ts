export { EventList } from './EventList';
export { EventTable } from './EventTable';
export { ChangeList } from './ChangeList';
