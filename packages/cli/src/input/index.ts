export { formatInputError, type InputError } from './InputError';
export { readObjects, type Input, type InputObject } from './readObjects';
export { readBytes, readText } from './readText';
