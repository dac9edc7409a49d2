import type { ContainerSpec, Pod } from './types';

/**
 * How a container behaves, which in a real cluster nobody but the program itself knows. Every field that is left
 * out means that all goes well.
 */
export interface ContainerBehaviour {
  /** The image cannot be pulled, in the words of the container runtime. */
  pullError?: string;
  /** Seconds that a pull takes where the node does not have the image. */
  pullSeconds?: number;
  /** The kubelet cannot create the container, such as `secret "cart-tokens" not found`. */
  configError?: string;
  /** A volume cannot be mounted; the pod stays in ContainerCreating. */
  mountError?: { volume: string; message: string };
  /** Seconds from the start of the container until its readiness probe succeeds. */
  readySeconds?: number;
  /** The readiness probe never succeeds, in the kubelet's words after `Readiness probe failed: `. */
  readinessFailure?: string;
  /** The liveness probe fails some time after the start and the kubelet restarts the container. */
  livenessFailure?: { afterSeconds: number; message: string };
  /** The container ends. */
  exit?: {
    afterSeconds: number;
    code: number;
    /** `OOMKilled`, `Error`, `Completed`; derived from the code when left out. */
    reason?: string;
    /** The termination message. */
    message?: string;
    /** Only the first so many runs end like this. */
    times?: number;
    /** How far the time varies between runs, as a share of it; default 0. */
    spread?: number;
  };
  /** Seconds from the signal until the container is gone. */
  stopSeconds?: number;
  /** Use of CPU and memory as a share of what is requested. */
  cpuShare?: number;
  memoryShare?: number;
  /** Which log lines it writes; found from the image when left out. */
  logs?: string;
}

/** Which containers a behaviour is for; a field that is left out means any. */
export interface BehaviourMatch {
  namespace?: string;
  /** All these labels on the pod. */
  labels?: Record<string, string>;
  container?: string;
  /** The image, or a part of it. */
  image?: string;
}

/** A behaviour and who shows it. */
export interface BehaviourRule extends BehaviourMatch {
  behaviour: ContainerBehaviour;
}

const NORMAL: ContainerBehaviour = {};

// Every image exists, as nobody can list them all, except those that say themselves that they do not.
const MISSING_TAG = /:[^/]*(missing|does-not-exist)$/;

/**
 * What is true in a cluster besides its API objects: which images exist, which programs crash, which machines
 * are dead, which volumes cannot be made. Scenarios change it; the controllers find out.
 */
export class World {
  private readonly rules: BehaviourRule[] = [];
  private readonly lostNodes = new Set<string>();
  private readonly changed = new Set<() => void>();
  /** Seconds that a node takes to make a pod's sandbox and network. */
  sandboxSeconds = 1;
  /** Storage classes whose provisioner fails, with its message. */
  readonly provisioningErrors = new Map<string, string>();
  /** Utilization of CPU (a share of the request) that an autoscaler sees, by `namespace/name`. */
  readonly utilization = new Map<string, number>();

  /** Adds a rule; later rules go over earlier ones, field by field. Returns the function that removes it. */
  addRule(rule: BehaviourRule): () => void {
    return this.addRules([rule]);
  }

  /** Adds many rules at once: each change of the world is a look at all pods. */
  addRules(rules: readonly BehaviourRule[]): () => void {
    this.rules.push(...rules);
    this.notify();
    return () => {
      const left = this.rules.filter(rule => !rules.includes(rule));
      if (left.length < this.rules.length) {
        this.rules.splice(0, this.rules.length, ...left);
        this.notify();
      }
    };
  }

  /**
   * How a container of a pod behaves. Without a rule all goes well, but an image whose tag ends in `missing`
   * or `does-not-exist` cannot be pulled: that is how somebody with `kubectl` breaks something.
   */
  behaviourOf(pod: Pod, container: ContainerSpec): ContainerBehaviour {
    let behaviour: ContainerBehaviour | undefined;
    for (const rule of this.rules) {
      if (matches(rule, pod, container)) {
        behaviour = behaviour
          ? { ...behaviour, ...rule.behaviour }
          : rule.behaviour;
      }
    }
    if (!behaviour?.pullError && MISSING_TAG.test(container.image)) {
      return { ...behaviour, pullError: `${container.image}: not found` };
    }
    return behaviour ?? NORMAL;
  }

  /** Whether a node's machine is dead. */
  isLost(node: string): boolean {
    return this.lostNodes.has(node);
  }

  loseNode(node: string): void {
    this.lostNodes.add(node);
    this.notify();
  }

  restoreNode(node: string): void {
    this.lostNodes.delete(node);
    this.notify();
  }

  /** Calls a function whenever the truth changes. */
  onChange(listener: () => void): () => void {
    this.changed.add(listener);
    return () => this.changed.delete(listener);
  }

  /** Tells the controllers that something changed that they did not see in an object. */
  notify(): void {
    for (const listener of this.changed) {
      listener();
    }
  }
}

function matches(
  rule: BehaviourRule,
  pod: Pod,
  container: ContainerSpec,
): boolean {
  if (rule.namespace && rule.namespace !== pod.metadata.namespace) {
    return false;
  }
  if (rule.container && rule.container !== container.name) {
    return false;
  }
  if (rule.image && !container.image.includes(rule.image)) {
    return false;
  }
  const labels = pod.metadata.labels ?? {};
  for (const key in rule.labels) {
    if (labels[key] !== rule.labels[key]) {
      return false;
    }
  }
  return true;
}
