import {
  comparePeerHealth,
  hasAnswered,
  httpSdDocument,
  MAXIMUM_PEERS,
  type Peers,
} from '@portlight/plugin-portlight-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  OperationHandler,
  OperationHandlers,
  OperationRequest,
} from '../../api/operations';
import type { ClusterReader } from '../../clusters/read';
import type { OwnPeerService } from '../createPeerService';
import type { PeersRequest } from '../PeerService';
import { sdPeers } from '../targets/TargetReader';
import { fleetHttpSd } from './fleetHttpSd';

/** Milliseconds that a first question waits for an answer from outside. */
const PATIENCE = 2_000;
const PAUSE = 150;

type Read = Awaited<ReturnType<OwnPeerService['read']>>;

/** Operations about peers. */
type PeerOperation =
  | 'getEntityPeers'
  | 'getServicePeers'
  | 'getEntityHttpSd'
  | 'getServiceHttpSd';

function requestOf(request: OperationRequest<PeerOperation>): PeersRequest {
  const { path, query } = request as {
    path: Record<string, string>;
    query: { cluster?: string[] };
  };
  return 'cluster' in path
    ? {
        cluster: path.cluster,
        namespace: path.namespace,
        service: path.name,
      }
    : {
        entityRef: stringifyEntityRef({
          kind: path.kind,
          namespace: path.namespace,
          name: path.name,
        }),
        cluster: query.cluster,
      };
}

function toPeers({ targets, message }: Read): Peers {
  const peers = targets.flatMap(target => target.peers).sort(comparePeerHealth);
  return {
    targets: targets.map(({ target }) => target),
    peers: peers.slice(0, MAXIMUM_PEERS),
    total: peers.length,
    answered: peers.filter(hasAnswered).length,
    message,
  };
}

/** Answers who the peers of services and entities are. */
export function createPeerHandlers(options: {
  peers: OwnPeerService;
  clusters: ClusterReader;
}): Pick<OperationHandlers, PeerOperation | 'getHttpSd'> {
  const { peers, clusters } = options;
  /** Both steps of one request are about the same reading. */
  const readings = new WeakMap<object, Promise<Read>>();

  const read = (request: OperationRequest<PeerOperation>): Promise<Read> => {
    let reading = readings.get(request);
    if (!reading) {
      reading = peers.read(requestOf(request), request);
      readings.set(request, reading);
    }
    return reading;
  };

  /** With the first reading of targets that are asked outside the database. */
  const settled = async (
    request: OperationRequest<PeerOperation>,
  ): Promise<Read> => {
    const until = Date.now() + PATIENCE;
    let reading = await read(request);
    const waits = () =>
      reading.targets.some(
        ({ target }) =>
          target.checkedAt === undefined && target.message === undefined,
      );
    while (waits() && Date.now() < until) {
      await new Promise(resolve => {
        setTimeout(resolve, PAUSE);
      });
      reading = await peers.read(requestOf(request), request);
    }
    return reading;
  };

  const list = {
    revision: async (request: OperationRequest<PeerOperation>) =>
      (await read(request)).revision,
    answer: async (request: OperationRequest<PeerOperation>) =>
      toPeers(await settled(request)),
  };
  const httpSd = {
    answer: async (request: OperationRequest<PeerOperation>) =>
      httpSdDocument((await settled(request)).targets.flatMap(sdPeers)),
  };
  return {
    getEntityPeers: list as OperationHandler<'getEntityPeers'>,
    getServicePeers: list as OperationHandler<'getServicePeers'>,
    getEntityHttpSd: httpSd as OperationHandler<'getEntityHttpSd'>,
    getServiceHttpSd: httpSd as OperationHandler<'getServiceHttpSd'>,
    getHttpSd: {
      answer: ({ query, visibility }) =>
        fleetHttpSd({ records: peers.records, clusters }, query, visibility),
    },
  };
}
