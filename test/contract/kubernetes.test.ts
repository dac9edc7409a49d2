import fs from 'node:fs/promises';
import { ControlPlane, describeWith, startControlPlane } from '../parts';
import type { ContractTarget } from './ContractTarget';
import { CONTRACT } from './subjects';

describeWith(['kubernetes'], 'contract of a real control plane', () => {
  let plane: ControlPlane;
  let target: ContractTarget;

  beforeAll(async () => {
    plane = await startControlPlane();
    target = {
      client: plane.client,
      viewerToken: plane.tokens.viewer,
      strangerToken: plane.tokens.stranger,
      expireVersions: async () => {
        await plane.compact();
        // The API server remembers more than etcd, in its watch cache.
        await plane.stopProcess('kube-apiserver');
        await plane.startProcess('kube-apiserver');
      },
      logLine: (time, text) =>
        fs.appendFile(
          plane.containerLog,
          `${time.toISOString()} stdout F ${text}\n`,
        ),
      stop: () => plane.stop(),
    };
  });

  afterAll(async () => {
    await plane?.stop();
  });

  CONTRACT.forEach(subject => subject(() => target));
});
