export {
  calendarPeriod,
  calendarPeriods,
  isTimeZone,
  type CalendarPeriod,
  type CalendarUnit,
} from './calendar';
