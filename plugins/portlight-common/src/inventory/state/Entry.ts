import type { Health } from '../../api/types';
import type { KubernetesObject } from '../../kubernetes';
import type { ControllerKey } from './keys';

/** What one controller controls, whether or not the controller itself is known. */
export class Family {
  /** What names it as its controller. */
  readonly members: Entry[] = [];
  /** Pods whose top-level controller it is, also through ReplicaSets and Jobs. */
  readonly pods: Entry[] = [];

  constructor(readonly id: string, readonly key: ControllerKey) {}
}

/**
 * One object of the inventory. There is one per pod of the fleet: fields are few, and everything that can
 * be derived is derived when it is asked for.
 */
export class Entry {
  /** Of what was derived and flushed last; 0 when nothing was. */
  fingerprint = 0;
  /** The record that was flushed last: mostly the one that is current, and then it weighs nothing. */
  flushed?: KubernetesObject;
  /** Milliseconds since the epoch at which the verdict may change by itself; 0 for never. */
  due = 0;
  /** How its namespace counts it. */
  counted: 'no' | 'workload' | 'failing' = 'no';
  /** Kept for nodes and workloads only, which the cluster's health is made of. */
  health?: Health;
  /** What its controller controls. */
  parent?: Family;
  /** What its top-level controller controls; undefined for what stands for itself. */
  top?: Family;

  constructor(
    public record: KubernetesObject,
    /** A controller that is known from its pods only. */
    readonly inferred: boolean = false,
  ) {}

  get kind(): string {
    return this.record.kind ?? '';
  }

  get namespace(): string {
    return this.record.metadata?.namespace ?? '';
  }

  get name(): string {
    return this.record.metadata?.name ?? '';
  }
}
