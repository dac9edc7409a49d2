/** What Node is given to run TypeScript as `backstage-cli package start` does. */
export const TYPESCRIPT_OPTIONS = [
  '--enable-source-maps',
  '--require',
  require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
];

/** The environment for a process that is not the test runner's: jest's own options are not for it. */
export function environmentWith(changes: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return { ...env, ...changes };
}
