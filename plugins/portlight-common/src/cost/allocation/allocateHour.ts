import type {
  AllocateHourOptions,
  CostHour,
  HourAllocation,
  HourPrices,
  NetworkKind,
  NodeCost,
  NodePrice,
  PodCharge,
  PodSpan,
  Span,
  UnitPrice,
} from '../types';
import { amount, apportion, toNanos, totalCost } from '../money';
import { type AllocatedPod, allocateNode } from './allocateNode';
import { type RowKey, CostRows, addCost, compareTexts } from './CostRows';
import { type CostedPod, PodCosts, chargeParts } from './PodCosts';
import { placePods } from './placePods';
import { shareOverTime } from './shareOverTime';
import { HOUR, seconds, within } from './time';

const NETWORK: readonly NetworkKind[] = ['zone', 'region', 'internet'];

/** One hour while it is divided. */
class Allocation {
  private readonly rows = new CostRows();
  private readonly pods = new PodCosts();
  private readonly nodes: NodeCost[] = [];
  private readonly known = new Map<string, NodePrice | UnitPrice>();
  private readonly span: Span;

  constructor(
    private readonly hour: CostHour,
    private readonly prices: HourPrices,
    private readonly policy: HourAllocation['policy'],
  ) {
    this.span = { start: hour.hour, end: hour.hour + HOUR };
  }

  run(): HourAllocation {
    const { cluster, hour } = this.hour;
    this.allocateNodes();
    this.allocateVolumes();
    this.allocateLoadBalancers();
    this.allocateNetwork();
    this.allocateFee();
    const rows = this.rows.inOrder();
    return {
      cluster,
      hour,
      policy: this.policy,
      rows,
      pods: this.pods.inOrder(),
      nodes: this.nodes,
      prices: [...this.known.values()],
      total: rows.reduce((sum, row) => sum + totalCost(row), 0),
    };
  }

  private price<Price extends NodePrice | UnitPrice>(price: Price): Price {
    if (!this.known.has(price.id)) this.known.set(price.id, price);
    return price;
  }

  private allocateNodes(): void {
    const { nodes, pods, hour } = this.hour;
    for (const occupied of placePods(nodes, pods, hour)) {
      const price = this.price(this.prices.node(occupied.node));
      const allocated = allocateNode(occupied, price, this.policy);
      this.nodes.push(allocated.node);
      if (occupied.known) this.addUnused(allocated.node);
      allocated.pods.forEach((pod, index) => {
        this.addPod(pod, occupied.pods[index].span, price.id);
      });
    }
  }

  /** What of a node no pod took. */
  private addUnused(node: NodeCost): void {
    const { cpu, memory, gpu, price, otherCost } = node;
    for (const part of ['overhead', 'idle'] as const) {
      const parts = {
        cpuHours: cpu[`${part}Hours`],
        memoryByteHours: memory[`${part}Hours`],
        gpuHours: gpu[`${part}Hours`],
        cpuCost: cpu[`${part}Cost`],
        memoryCost: memory[`${part}Cost`],
        gpuCost: gpu[`${part}Cost`],
        otherCost: part === 'idle' ? otherCost : 0,
      };
      if (Object.values(parts).some(value => value > 0)) {
        this.rows.add({ class: part, namespace: '', price }, parts);
      }
    }
  }

  private addPod(allocated: AllocatedPod, span: Span, price: string): void {
    const { pod, hours, cpu, memory, gpu, costs } = allocated;
    const parts = {
      podHours: hours,
      cpuHours: cpu.allocated,
      cpuRequestHours: cpu.request,
      cpuUsageHours: cpu.usage,
      cpuMeasuredRequestHours: cpu.measuredRequest,
      memoryByteHours: memory.allocated,
      memoryRequestByteHours: memory.request,
      memoryUsageByteHours: memory.usage,
      memoryMeasuredRequestByteHours: memory.measuredRequest,
      gpuHours: gpu.allocated,
      ...costs,
    };
    this.rows.add(workloadRow(pod, price), parts);
    this.pods.add(allocated, { span, price, parts });
  }

  private allocateVolumes(): void {
    const volumes = [...this.hour.volumes].sort(
      (a, b) => compareTexts(a.name, b.name) || a.start - b.start,
    );
    for (const volume of volumes) {
      const span = within(volume, this.span);
      if (seconds(span) === 0) continue;
      const price = this.price(this.prices.storage(volume));
      const byteHours = amount(volume.bytes) * (seconds(span) / HOUR);
      this.share(span, volume.pods, {
        kind: 'storage',
        name: volume.name,
        price: price.id,
        quantity: byteHours,
        cost: toNanos(amount(price.price) * byteHours),
        nobody: {
          class: 'unmounted',
          namespace: volume.claim?.namespace ?? '',
          price: price.id,
        },
      });
    }
  }

  private allocateLoadBalancers(): void {
    const loadBalancers = [...this.hour.loadBalancers].sort(
      (a, b) =>
        compareTexts(a.namespace, b.namespace) ||
        compareTexts(a.service, b.service) ||
        a.start - b.start,
    );
    for (const loadBalancer of loadBalancers) {
      const span = within(loadBalancer, this.span);
      if (seconds(span) === 0) continue;
      const price = this.price(this.prices.loadBalancer(loadBalancer));
      const hours = seconds(span) / HOUR;
      this.share(span, loadBalancer.pods, {
        kind: 'load-balancer',
        name: loadBalancer.service,
        price: price.id,
        quantity: hours,
        cost: toNanos(amount(price.price) * hours),
        nobody: {
          class: 'unallocated-load-balancer',
          namespace: loadBalancer.namespace,
          price: price.id,
        },
      });
    }
  }

  /** Divides what pods share evenly while they are there; the rest is nobody's. */
  private share(
    span: Span,
    uids: readonly string[],
    { nobody: row, ...whole }: PodCharge & { nobody: RowKey },
  ): void {
    const pods = this.pods.find(uids);
    const { shares, nobody } = shareOverTime(
      span,
      pods.map(pod => within(pod.span, span)),
    );
    const costs = apportion(whole.cost, [...shares, nobody]);
    const part = (share: number, index: number): PodCharge => ({
      ...whole,
      quantity: whole.quantity * (share / seconds(span)),
      cost: costs[index],
    });
    pods.forEach((pod, index) => {
      if (shares[index] > 0) this.charge(pod, part(shares[index], index));
    });
    if (nobody > 0) {
      this.rows.add(row, chargeParts(part(nobody, pods.length)));
    }
  }

  private charge({ source, cost }: CostedPod, charge: PodCharge): void {
    const parts = chargeParts(charge);
    cost.charges.push(charge);
    addCost(cost, parts);
    this.rows.add(workloadRow(source, charge.price), parts);
  }

  private allocateNetwork(): void {
    for (const kind of NETWORK) {
      const price = this.prices.network(kind);
      for (const pod of this.pods) {
        const quantity = amount(pod.source.network?.[kind]);
        if (quantity > 0 && price) {
          this.charge(pod, {
            kind: 'network',
            name: kind,
            price: this.price(price).id,
            quantity,
            cost: toNanos(amount(price.price) * quantity),
          });
        }
      }
    }
  }

  private allocateFee(): void {
    const fee = this.prices.managementFee();
    if (fee) {
      this.rows.add(
        {
          class: 'management-fee',
          namespace: '',
          price: this.price(fee).id,
        },
        { otherCost: toNanos(fee.price) },
      );
    }
  }
}

function workloadRow(pod: PodSpan, price: string): RowKey {
  const { namespace, workload } = pod;
  return { class: 'workload', namespace, workload, price };
}

/**
 * Divides what an hour cost among workloads, what nodes keep for themselves and what is idle. The costs of the rows sum
 * to the prices of all that was there, exactly; the order in which things are given makes no difference.
 *
 * @public
 */
export function allocateHour(
  hour: CostHour,
  prices: HourPrices,
  options: AllocateHourOptions = {},
): HourAllocation {
  return new Allocation(hour, prices, options.policy ?? 'proportional').run();
}
