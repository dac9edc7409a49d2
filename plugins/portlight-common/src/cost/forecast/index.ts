export * from './types';
export {
  describeForecast,
  forecastMonth,
  forecastSince,
} from './forecastMonth';
