import type { ObjectReference } from '@portlight/plugin-portlight-common';
import { MutedText, ObjectLink } from '../components';

/** Who made an object, outermost first: `Deployment cart / ReplicaSet cart-7f / this`. */
export function OwnerChain(props: {
  cluster: string;
  chain: readonly ObjectReference[];
}) {
  const { cluster, chain } = props;
  return (
    <>
      {chain.map((object, index) => (
        <span key={`${object.kind}/${object.name}`}>
          {index > 0 && <MutedText> / </MutedText>}
          <MutedText>{object.kind}</MutedText>{' '}
          <ObjectLink cluster={cluster} object={object} />
        </span>
      ))}
    </>
  );
}
