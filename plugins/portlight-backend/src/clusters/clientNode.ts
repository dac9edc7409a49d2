type ClientNode = typeof import('@kubernetes/client-node');

let loaded: ClientNode | undefined;

/**
 * `@kubernetes/client-node`, loaded when the first kubeconfig is read (it costs half a second and 26 MB) and
 * by Node's own loader: the package is an ES module, which the transforms of bundlers and jest can not
 * `require`, but Node can.
 */
export function clientNode(): ClientNode {
  if (!loaded) {
    const { createRequire } = process.getBuiltinModule('node:module');
    loaded = createRequire(__filename)('@kubernetes/client-node') as ClientNode;
  }
  return loaded;
}
