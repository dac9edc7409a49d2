export { applyFactors } from './applyFactors';
export { billRetention, createBills } from './createBills';
