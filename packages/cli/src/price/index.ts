export { addPriceCommand } from './command';
