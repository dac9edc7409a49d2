import { Content } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { BackstageHost } from '../host';
import { FleetRoutes } from './FleetRoutes';

const useStyles = makeStyles(theme => ({
  // the header above has its own distance to what follows
  content: { paddingTop: theme.spacing(1) },
}));

/** The fleet pages without a page header, for both frontend systems. */
export function FleetContent(props: { basePath?: string }) {
  const classes = useStyles();
  return (
    <Content className={classes.content}>
      <BackstageHost basePath={props.basePath}>
        <FleetRoutes />
      </BackstageHost>
    </Content>
  );
}
