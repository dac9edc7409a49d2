import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { Controller } from '../Controller';
import { between } from '../random';
import { MINUTE, SECOND } from '../time';

const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const COMPONENT = 'persistentvolume-controller';

/** Makes volumes for claims: at once, or when a pod that uses them has a node in view. */
export class PersistentVolumeController extends Controller {
  readonly kinds = ['PersistentVolumeClaim', 'StorageClass'] as const;

  private readonly readyAt = new Map<string, number>();

  observe(change: StoreChange): void {
    if (change.resource.kind === 'StorageClass') {
      this.observeWorld();
    } else if (change.type === 'DELETED') {
      this.readyAt.delete(change.object.metadata.uid);
      this.release(change.object);
    } else if (change.object.status?.phase !== 'Bound') {
      this.enqueueObject(change.object);
    }
  }

  override observeWorld(): void {
    for (const claim of this.store.list(
      this.resource('PersistentVolumeClaim'),
    )) {
      if (claim.status?.phase !== 'Bound') {
        this.enqueueObject(claim);
      }
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const claim = this.store.get(
      this.resource('PersistentVolumeClaim'),
      namespace,
      name,
    );
    if (!claim || claim.status?.phase === 'Bound') {
      return undefined;
    }
    const className = claim.spec?.storageClassName;
    const storageClass =
      className &&
      this.store.get(this.resource('StorageClass'), undefined, className);
    if (!storageClass) {
      this.say(
        claim,
        className ? 'Warning' : 'Normal',
        className ? 'ProvisioningFailed' : 'FailedBinding',
        className
          ? `storageclass.storage.k8s.io "${className}" not found`
          : 'no persistent volumes available for this claim and no storage class is set',
      );
      return this.now + MINUTE;
    }
    const node = claim.metadata.annotations?.[SELECTED_NODE];
    if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' && !node) {
      this.say(
        claim,
        'Normal',
        'WaitForFirstConsumer',
        'waiting for first consumer to be created before binding',
      );
      return undefined;
    }
    return this.provision(claim, storageClass, node);
  }

  private provision(
    claim: ApiObject,
    storageClass: ApiObject,
    node: string | undefined,
  ): number | undefined {
    const error = this.context.world.provisioningErrors.get(
      storageClass.metadata.name,
    );
    if (error !== undefined) {
      this.readyAt.delete(claim.metadata.uid);
      this.say(
        claim,
        'Warning',
        'ProvisioningFailed',
        `failed to provision volume with StorageClass "${storageClass.metadata.name}": ${error}`,
      );
      return this.now + MINUTE;
    }
    let readyAt = this.readyAt.get(claim.metadata.uid);
    if (readyAt === undefined) {
      this.say(
        claim,
        'Normal',
        'ExternalProvisioning',
        `Waiting for a volume to be created either by the external provisioner '${storageClass.provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`,
      );
      readyAt =
        this.now +
        Math.round(
          between(2, 6, this.context.seed, 'volume', claim.metadata.uid) *
            SECOND,
        );
      this.readyAt.set(claim.metadata.uid, readyAt);
    }
    if (this.now < readyAt) {
      return readyAt;
    }
    this.bind(claim, storageClass, node);
    return undefined;
  }

  private bind(
    claim: ApiObject,
    storageClass: ApiObject,
    node: string | undefined,
  ): void {
    const name = `pvc-${claim.metadata.uid}`;
    const zone =
      node &&
      this.store.get(this.resource('Node'), undefined, node)?.metadata.labels?.[
        'topology.kubernetes.io/zone'
      ];
    const capacity = {
      storage: claim.spec.resources?.requests?.storage ?? '1Gi',
    };
    this.store.create(this.resource('PersistentVolume'), {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: {
        name,
        annotations: {
          'pv.kubernetes.io/provisioned-by': storageClass.provisioner,
        },
        finalizers: ['kubernetes.io/pv-protection'],
      },
      spec: {
        accessModes: claim.spec.accessModes,
        capacity,
        claimRef: {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          name: claim.metadata.name,
          namespace: claim.metadata.namespace,
          uid: claim.metadata.uid,
        },
        csi: {
          driver: storageClass.provisioner,
          volumeHandle: `vol-${claim.metadata.uid}`,
        },
        ...(zone && {
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [
                    {
                      key: 'topology.kubernetes.io/zone',
                      operator: 'In',
                      values: [zone],
                    },
                  ],
                },
              ],
            },
          },
        }),
        persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
        storageClassName: storageClass.metadata.name,
        volumeMode: 'Filesystem',
      },
      status: { phase: 'Bound' },
    });
    this.store.modify(
      this.resource('PersistentVolumeClaim'),
      claim.metadata.namespace,
      claim.metadata.name,
      stored => ({
        ...stored,
        spec: { ...stored.spec, volumeName: name },
        status: {
          phase: 'Bound',
          accessModes: stored.spec.accessModes,
          capacity,
        },
      }),
    );
    this.say(
      claim,
      'Normal',
      'ProvisioningSucceeded',
      `Successfully provisioned volume ${name}`,
    );
  }

  /** What becomes of the volume of a claim that is gone. */
  private release(claim: ApiObject): void {
    const name = claim.spec?.volumeName;
    const volumes = this.resource('PersistentVolume');
    const volume = name && this.store.get(volumes, undefined, name);
    if (!volume) {
      return;
    }
    if (volume.spec.persistentVolumeReclaimPolicy === 'Retain') {
      this.store.modify(volumes, undefined, name, stored => ({
        ...stored,
        status: { phase: 'Released' },
      }));
      return;
    }
    this.store.modify(volumes, undefined, name, stored => ({
      ...stored,
      metadata: { ...stored.metadata, finalizers: undefined },
    }));
    this.store.delete(volumes, undefined, name);
  }

  private say(
    claim: ApiObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    this.context.events.record(claim, {
      type,
      reason,
      message,
      component: COMPONENT,
    });
  }
}
