import { styled } from '@mui/material/styles';
import { xOf, type PlotBox } from './geometry';
import type { ChartMark, ChartRange } from './model';

/** 8 x 8; each kind is told apart without colour. */
const SHAPES: Record<ChartMark['kind'], string> = {
  rollout: 'M4 .5 7.6 7H.4z',
  restart: 'M4 .6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8z',
  scaling: 'M4 .2 7.8 4 4 7.8.2 4z',
};

const Layer = styled('svg')({
  position: 'absolute',
  inset: 0,
  pointerEvents: 'none',
  overflow: 'visible',
});

/** The shape of what happened, beside its word. */
export function MarkIcon(props: { kind: ChartMark['kind'] }) {
  return (
    <svg width="8" height="8" aria-hidden="true" style={{ flex: 'none' }}>
      <path d={SHAPES[props.kind]} fill="var(--portlight-muted)" />
    </svg>
  );
}

/** What happened, above the lines: where, and of which kind. */
export function MarkShapes(props: {
  box: PlotBox;
  range: ChartRange;
  groups: readonly { at: number; marks: readonly ChartMark[] }[];
}) {
  const { box, range, groups } = props;
  return (
    <Layer width={box.width} height={box.height} aria-hidden="true">
      {groups.map(({ at, marks }) => (
        <path
          key={at}
          transform={`translate(${xOf(box, range, at) - 4} 1)`}
          d={SHAPES[marks[0].kind]}
          fill="var(--portlight-muted)"
        />
      ))}
    </Layer>
  );
}
