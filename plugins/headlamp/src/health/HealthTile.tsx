import { K8s } from '@kinvolk/headlamp-plugin/lib';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { FleetTile } from '@portlight/plugin-portlight-react';
import { HeadlampHost } from '../host/HeadlampHost';

/** The tile on the overview of a cluster, or of several together, in the look of Headlamp's own. */
export function HealthTile() {
  const selected = K8s.useSelectedClusters();
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label="Health"
      sx={theme => ({
        // Headlamp's tiles stand on this colour, which MUI's own palette does not have
        background:
          (theme.palette.background as { muted?: string }).muted ??
          theme.palette.background.paper,
        padding: 2,
        height: '100%',
        minWidth: 250,
        maxWidth: 600,
      })}
    >
      <Typography sx={{ fontSize: 16, fontWeight: 600 }} gutterBottom>
        Health
      </Typography>
      <HeadlampHost>
        <FleetTile cluster={selected.length === 1 ? selected[0] : undefined} />
      </HeadlampHost>
    </Paper>
  );
}
