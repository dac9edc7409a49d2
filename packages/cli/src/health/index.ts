export { addHealthCommand } from './command';
