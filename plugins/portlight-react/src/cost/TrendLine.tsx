const WIDTH = 96;
const HEIGHT = 22;

/** A trend in a cell of a table, from zero; in words for screen readers by the cell around it. */
export function TrendLine(props: {
  values: readonly (number | null)[];
  label: string;
}) {
  const { values, label } = props;
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return null;
  const top = Math.max(...known) || 1;
  let isJoined = false;
  const path = values
    .map((value, index) => {
      if (value === null) {
        isJoined = false;
        return '';
      }
      const x = ((index / (values.length - 1)) * WIDTH).toFixed(1);
      const y = (
        HEIGHT -
        1 -
        (Math.max(0, value) / top) * (HEIGHT - 3)
      ).toFixed(1);
      const command = isJoined ? 'L' : 'M';
      isJoined = true;
      return `${command}${x} ${y}`;
    })
    .join('');
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
      style={{ display: 'block', overflow: 'visible' }}
    >
      <path
        d={`M0 ${HEIGHT - 0.5}H${WIDTH}`}
        stroke="var(--portlight-divider)"
      />
      <path
        d={path}
        fill="none"
        stroke="var(--portlight-primary)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}
