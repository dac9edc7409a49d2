import type { Rightsizing } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { CopyButton, formatQuantity, MutedText, saveFile } from '../components';
import { formatMoney } from '../components/formats/money';
import { joinPatches } from './patches';

const Bar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '6px 12px',
  minHeight: 34,
  margin: '0 0 8px',
});

/** What is chosen, and the ways to take its patches along. */
export function PatchBar(props: {
  chosen: readonly Rightsizing[];
  /** How many could be chosen of what is shown. */
  selectable: number;
  currency: string;
  onAll(): void;
  onNone(): void;
}) {
  const { chosen, selectable, currency } = props;
  const yaml = joinPatches(chosen);
  const saving = chosen.reduce((sum, item) => sum + item.theoreticalSaving, 0);
  const words =
    chosen.length === 0
      ? 'Choose workloads to take their patches along.'
      : `${formatQuantity(chosen.length, 'workload')} chosen, ${formatMoney(
          Math.abs(saving),
          currency,
        )} a month ${saving >= 0 ? 'less' : 'more'}`;
  return (
    <Bar role="group" aria-label="Patches">
      <span aria-live="polite">
        {chosen.length === 0 ? <MutedText>{words}</MutedText> : words}
      </span>
      {chosen.length > 0 ? (
        <>
          <CopyButton
            label="Copy YAML of the patches"
            text={yaml}
            variant="outlined"
          >
            Copy YAML
          </CopyButton>
          <Button
            size="small"
            variant="outlined"
            onClick={() =>
              saveFile(
                'rightsizing.yaml',
                new Blob([yaml], { type: 'application/yaml;charset=utf-8' }),
              )
            }
          >
            Download YAML
          </Button>
          <Button size="small" onClick={props.onNone}>
            Choose none
          </Button>
        </>
      ) : (
        selectable > 0 && (
          <Button size="small" onClick={props.onAll}>
            Choose all {selectable}
          </Button>
        )
      )}
    </Bar>
  );
}
