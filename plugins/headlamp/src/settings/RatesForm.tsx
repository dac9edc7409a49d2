import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { DEFAULT_DIRECT_RATES } from '@portlight/plugin-portlight-common';
import { RATE_FIELDS, type RateTexts, readRates } from './rates';

/** At most so many digits, so that a placeholder can be read. */
function asText(rate: number): string {
  return String(Number(rate.toPrecision(4)));
}

/** What things cost, where no portal knows it. */
export function RatesForm(props: {
  texts: RateTexts;
  onChange: (texts: RateTexts) => void;
}) {
  const { texts, onChange } = props;
  const { problem } = readRates(texts);
  return (
    <Stack component="fieldset" spacing={2} sx={{ border: 0, m: 0, p: 0 }}>
      <Typography component="legend" variant="subtitle1" sx={{ p: 0 }}>
        Rates
      </Typography>
      <Typography variant="body2">
        Without a portal, what things cost per hour now is told by these rates.
        Empty fields are default rates in {DEFAULT_DIRECT_RATES.currency}, which
        are nobody&apos;s bill.
      </Typography>
      <TextField
        label="Currency"
        placeholder={DEFAULT_DIRECT_RATES.currency}
        value={texts.currency ?? ''}
        onChange={event => onChange({ ...texts, currency: event.target.value })}
        InputLabelProps={{ shrink: true }}
        inputProps={{ spellCheck: false, maxLength: 3 }}
      />
      {RATE_FIELDS.map(({ name, label }) => (
        <TextField
          key={name}
          label={label}
          placeholder={asText(DEFAULT_DIRECT_RATES[name])}
          value={texts[name] ?? ''}
          onChange={event => onChange({ ...texts, [name]: event.target.value })}
          InputLabelProps={{ shrink: true }}
          inputProps={{ inputMode: 'decimal' }}
        />
      ))}
      <Typography variant="body2" color="error" aria-live="polite">
        {problem && `${problem}. Until then, default rates are used.`}
      </Typography>
    </Stack>
  );
}
