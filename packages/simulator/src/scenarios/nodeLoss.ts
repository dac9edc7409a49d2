import type { Scenario } from './Scenario';

export const nodeLoss: Scenario = {
  name: 'node-loss',
  description:
    'A node stops answering; after five minutes its pods are moved away.',
  start(stage) {
    const { world } = stage.cluster;
    const node = stage.node();
    world.loseNode(node);
    return () => world.restoreNode(node);
  },
};
