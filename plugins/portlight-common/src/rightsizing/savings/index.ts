export { containerSaving, type UnitPrices } from './containerSaving';
export {
  type PackedNode,
  type PackedNodes,
  packNodes,
  type PackedPod,
} from './packNodes';
