import { Fault, showBytes } from './Fault';
import { encodeText } from './text';
import type { ExpositionLimits } from './types';

/** Refuses the name of a metric that is too long. */
export function checkNameLength(
  length: number,
  position: number,
  limits: Required<ExpositionLimits>,
): void {
  if (length > limits.metricNameLength) {
    throw new Fault(
      'metric-name-length-limit',
      `The name of the metric has ${length} bytes; at most ${limits.metricNameLength} are allowed`,
      position,
    );
  }
}

/** Refuses a label that cannot be or is too long. */
export function checkLabel(
  limits: Required<ExpositionLimits>,
  name: string,
  value: string,
  bytes: Uint8Array,
  start: number,
  nameEnd: number,
  valueStart: number,
  valueEnd: number,
): void {
  if (name === '' || name === '__name__') {
    throw new Fault(
      'syntax',
      name
        ? 'The label "__name__" is the name of the metric and cannot be another one'
        : 'The name of a label is empty',
      start,
    );
  }
  if (nameEnd - start > limits.labelNameLength) {
    throw new Fault(
      'label-name-length-limit',
      `The name of the label has ${nameEnd - start} bytes; at most ${
        limits.labelNameLength
      } are allowed`,
      start,
    );
  }
  if (
    valueEnd - valueStart > limits.labelValueLength &&
    encodeText(value).length > limits.labelValueLength
  ) {
    throw new Fault(
      'label-value-length-limit',
      `The value of the label ${showBytes(bytes, start, nameEnd)} has ${
        encodeText(value).length
      } bytes; at most ${limits.labelValueLength} are allowed`,
      valueStart,
    );
  }
}
