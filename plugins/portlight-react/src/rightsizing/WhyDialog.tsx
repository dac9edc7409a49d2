import type {
  Rightsizing,
  RightsizingContainer,
  RightsizingStrategy,
} from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import {
  CopyBlock,
  formatBytes,
  formatCores,
  formatPercent,
  formatQuantity,
  Section,
  SimpleTable,
  UNKNOWN,
  type SimpleColumn,
} from '../components';
import { DialogFrame } from '../components/DialogFrame';
import { formatMoney } from '../components/formats/money';
import { confidenceText, STRATEGIES, whyRows } from './describeRightsizing';
import { UsageScale } from './UsageScale';

type WhyRow = ReturnType<typeof whyRows>[number];

const COLUMNS: readonly SimpleColumn<WhyRow>[] = [
  {
    header: 'Figure',
    cell: ({ name }) => (
      <span className={name === 'Recommended' ? 'primary' : undefined}>
        {name}
      </span>
    ),
  },
  { header: 'CPU', width: 110, align: 'right', cell: ({ cpu }) => cpu },
  {
    header: 'Memory',
    width: 110,
    align: 'right',
    cell: ({ memory }) => memory,
  },
];

const Notes = styled('ul')({
  margin: '8px 0 0',
  paddingLeft: 18,
  color: 'var(--portlight-muted)',
  '& li': { overflowWrap: 'anywhere' },
});

const Muted = styled('p')({
  margin: '0 0 12px',
  color: 'var(--portlight-muted)',
});

function ContainerWhy({ container }: { container: RightsizingContainer }) {
  const { name, notes, outOfMemory } = container;
  const rows = whyRows(container).filter(
    ({ cpu, memory }) =>
      ![cpu, memory].every(text => ['', 'none', UNKNOWN].includes(text)),
  );
  return (
    <Section
      title={name}
      note={[
        confidenceText(container),
        outOfMemory > 0 &&
          `${formatQuantity(outOfMemory, 'time', 'times')} out of memory`,
      ]
        .filter(Boolean)
        .join('; ')}
    >
      <UsageScale
        label={`CPU of ${name}`}
        title="CPU"
        format={formatCores}
        now={container.cpuRequest}
        target={container.cpuTarget}
        lower={container.cpuLower}
        upper={container.cpuUpper}
        peak={container.cpuPeak}
      />
      <UsageScale
        label={`Memory of ${name}`}
        title="Memory"
        format={formatBytes}
        now={container.memoryRequest}
        target={container.memoryTarget}
        lower={container.memoryLower}
        upper={container.memoryUpper}
        peak={container.memoryPeak}
      />
      <SimpleTable
        label={`Figures of ${name}`}
        columns={COLUMNS}
        rows={rows}
        rowKey={row => row.name}
      />
      {notes.length > 0 && (
        <Notes aria-label={`Notes about ${name}`}>
          {notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </Notes>
      )}
    </Section>
  );
}

/** Why a workload should request what is recommended, and the patch that does it. */
export default function WhyDialog(props: {
  item: Rightsizing;
  strategy: RightsizingStrategy;
  currency: string;
  onClose(): void;
}) {
  const { item, strategy, currency, onClose } = props;
  const { containers, autoscaler, notes, patch, command, replicas } = item;
  const { method } = STRATEGIES.find(({ id }) => id === strategy)!;
  const saving = item.theoreticalSaving;
  return (
    <DialogFrame
      title={`Requests of ${item.workload}`}
      step={`${item.kind} in ${item.namespace}, ${item.cluster}`}
      width={720}
      onClose={onClose}
      actions={
        <Button variant="contained" disableElevation onClick={onClose}>
          Close
        </Button>
      }
    >
      <Muted>
        {method}{' '}
        {saving !== 0 &&
          `For ${formatQuantity(replicas, 'replica')} that is ${formatMoney(
            Math.abs(saving),
            currency,
          )} a month ${saving > 0 ? 'less' : 'more'}.`}
      </Muted>
      {containers.map(container => (
        <ContainerWhy key={container.name} container={container} />
      ))}
      {autoscaler && (
        <Section title={`Autoscaler ${autoscaler.name}`}>
          {autoscaler.minReplicas} to {autoscaler.maxReplicas} replicas
          {autoscaler.targetCpu !== undefined &&
            `, at ${formatPercent(
              autoscaler.targetCpu / 100,
            )} of the CPU request`}
          {autoscaler.newTargetCpu !== undefined &&
            `; set ${formatPercent(
              autoscaler.newTargetCpu / 100,
            )} together with the new request, so that it scales as before`}
          .
        </Section>
      )}
      {notes.length > 0 && (
        <Section title="To know before">
          <Notes aria-label="To know before">
            {notes.map(note => (
              <li key={note}>{note}</li>
            ))}
          </Notes>
        </Section>
      )}
      {patch ? (
        <>
          <CopyBlock label="Patch" text={patch} />
          {command && <CopyBlock label="Command" text={command} />}
        </>
      ) : (
        <Muted>Nothing has to change, or nothing can be said yet.</Muted>
      )}
    </DialogFrame>
  );
}
