export { type DayHours, daysBefore, readDayHours } from './readDayHours';
