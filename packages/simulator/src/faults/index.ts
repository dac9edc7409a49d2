export type * from './Fault';
export { FaultSet } from './FaultSet';
