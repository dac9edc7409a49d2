import type {
  CostExportFormat,
  CostQuery,
  CostScope,
} from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useRef, useState } from 'react';
import { csvFileName } from '../charts';
import { explainError, saveFile } from '../components';
import { usePortalStyle, usePortlightHost } from '../host/PortlightProvider';
import { scopeClusters, scopeFilter } from './costFilter';
import { scopeName } from './dimensions';

const FORMATS: readonly [CostExportFormat, string][] = [
  ['csv', 'CSV, as shown'],
  ['focus-1.2', 'FOCUS 1.2'],
  ['focus-1.3', 'FOCUS 1.3, with split costs'],
];

/** The report as a file, for spreadsheets and for tools that read FOCUS. */
export function ExportMenu(props: { scope: CostScope; query: CostQuery }) {
  const { scope, query } = props;
  const { api } = usePortlightHost();
  const style = usePortalStyle();
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [state, setState] = useState<'idle' | 'busy' | string>('idle');
  const save = async (format: CostExportFormat) => {
    setOpen(false);
    setState('busy');
    try {
      const file = await api.exportCosts(scopeClusters(scope), {
        ...query,
        filter: scopeFilter(scope, query.filter),
        format,
      });
      const day = new Date().toISOString().slice(0, 10);
      saveFile(
        csvFileName(
          `cost ${scopeName(scope)} ${query.window} ${format} ${day}`,
        ),
        file,
      );
      setState('idle');
    } catch (error) {
      setState(explainError(error, 'the file').detail);
    }
  };
  const isBusy = state === 'busy';
  return (
    <>
      <Button
        ref={anchor}
        size="small"
        variant="outlined"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isBusy}
        onClick={() => setOpen(true)}
      >
        {isBusy ? 'Preparing…' : 'Export'}
      </Button>
      <Menu
        anchorEl={anchor.current}
        open={isOpen}
        onClose={() => setOpen(false)}
        slotProps={{ root: { style } }}
        MenuListProps={{ dense: true, 'aria-label': 'Export as' }}
      >
        {FORMATS.map(([format, label]) => (
          <MenuItem key={format} onClick={() => save(format)}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      <span role="status">
        {state !== 'idle' && !isBusy && (
          <span style={{ marginLeft: 8 }}>{state}</span>
        )}
      </span>
    </>
  );
}
