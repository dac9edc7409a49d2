export { Scraper, type ScraperOptions } from './Scraper';
export { createScrapeTelemetry } from './telemetry';
