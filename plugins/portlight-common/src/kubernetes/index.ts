export * from './KubernetesObject';
export * from './quantity';
