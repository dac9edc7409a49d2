import type { Quantities } from '../types';
import { GIB } from './types';

/** Currency units per core-hour, GiB-hour and device-hour. @public */
export interface UnitRates {
  /** Per core-hour. */
  cpu: number;
  /** Per GiB-hour. */
  memory: number;
  /** Per device-hour. */
  gpu: number;
}

/** Prices of the parts of a node: per core-hour, byte-hour and device-hour. @public */
export interface SplitPrice {
  cpu: number;
  memory: number;
  gpu: number;
}

/**
 * Splits the price of a node so that its parts add up to it, in the ratios that CPU, memory and GPUs usually have.
 *
 * @param hourly - currency units per node-hour
 * @param capacity - of the node
 * @param ratios - unit prices of which only their ratios count
 * @param gpu - what a device costs, where that is known: it is paid first, and the rest is split
 * @returns undefined for a node with nothing to split its price by
 *
 * @public
 */
export function splitNodePrice(
  hourly: number,
  capacity: Quantities,
  ratios: UnitRates,
  gpu?: number,
): SplitPrice | undefined {
  const gib = capacity.memory / GIB;
  const machine = capacity.cpu * ratios.cpu + gib * ratios.memory;
  if (gpu !== undefined && capacity.gpu > 0) {
    // More than the node costs would make the rest of it negative.
    const devices = machine > 0 ? Math.min(hourly, gpu * capacity.gpu) : hourly;
    const scale = machine > 0 ? (hourly - devices) / machine : 0;
    return {
      cpu: ratios.cpu * scale,
      memory: (ratios.memory * scale) / GIB,
      gpu: devices / capacity.gpu,
    };
  }
  const whole = machine + capacity.gpu * ratios.gpu;
  if (!(whole > 0)) return undefined;
  const scale = hourly / whole;
  return {
    cpu: ratios.cpu * scale,
    memory: (ratios.memory * scale) / GIB,
    gpu: ratios.gpu * scale,
  };
}
