// The real Headlamp UI without its Go server: the frame that the app builds around its pages, from the compiled
// frontend that Headlamp publishes for plugin authors. Left out is what that package does not have: the top bar.
import { addCollection } from '@iconify/react';
import mdi from '@iconify-json/mdi/icons.json';
import '@kinvolk/headlamp-plugin/lib/i18n/config';
import '@kinvolk/headlamp-plugin/lib/plugin/index';
import RouteSwitcher, {
  PreviousRouteProvider,
} from '@kinvolk/headlamp-plugin/lib/components/App/RouteSwitcher';
import defaultAppThemes from '@kinvolk/headlamp-plugin/lib/components/App/defaultAppThemes';
import Sidebar, {
  NavigationTabs,
} from '@kinvolk/headlamp-plugin/lib/components/Sidebar';
import { queryClient } from '@kinvolk/headlamp-plugin/lib/lib/queryClient';
import {
  createMuiTheme,
  getThemeName,
} from '@kinvolk/headlamp-plugin/lib/lib/themes';
import Plugins from '@kinvolk/headlamp-plugin/lib/plugin/Plugins';
import { setConfig } from '@kinvolk/headlamp-plugin/lib/redux/configSlice';
import store from '@kinvolk/headlamp-plugin/lib/redux/stores/store';
import Box from '@mui/material/Box';
import Container from '@mui/material/Container';
import CssBaseline from '@mui/material/CssBaseline';
import { StyledEngineProvider, ThemeProvider } from '@mui/material/styles';
import { QueryClientProvider } from '@tanstack/react-query';
import { SnackbarProvider } from 'notistack';
import { createRoot } from 'react-dom/client';
import { Provider, useSelector } from 'react-redux';
import { BrowserRouter } from 'react-router-dom';

// icons come from here and never from a public icon API
addCollection(mdi);

/** As in Headlamp, the page scrolls in `main` and stands in a container with gutters unless its route is full width. */
function Shell() {
  const pluginsLoaded = useSelector(state => state.plugins.loaded);
  const isFullWidth = useSelector(state => state.ui.isFullWidth);
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'min-content minmax(0, 1fr)',
        height: '100dvh',
      }}
    >
      <Plugins />
      <Sidebar />
      <Box
        component="main"
        id="main"
        sx={{ gridColumn: 2, overflow: 'auto', position: 'relative' }}
      >
        <Container
          maxWidth={isFullWidth ? false : 'xl'}
          disableGutters={Boolean(isFullWidth)}
          sx={{ height: '100%' }}
        >
          <NavigationTabs />
          {pluginsLoaded && <RouteSwitcher requiresToken={() => false} />}
        </Container>
      </Box>
    </Box>
  );
}

async function start() {
  const response = await fetch('/config');
  const config = await response.json();
  store.dispatch(
    setConfig({
      ...config,
      clusters: Object.fromEntries(
        config.clusters.map(cluster => [cluster.name, cluster]),
      ),
    }),
  );
  const wanted = getThemeName();
  const theme = createMuiTheme(
    defaultAppThemes.find(candidate => candidate.name === wanted) ??
      defaultAppThemes[0],
  );
  createRoot(document.getElementById('root')).render(
    <StyledEngineProvider injectFirst>
      <Provider store={store}>
        <QueryClientProvider client={queryClient}>
          <ThemeProvider theme={theme}>
            <CssBaseline enableColorScheme />
            <SnackbarProvider>
              <BrowserRouter>
                <PreviousRouteProvider>
                  <Shell />
                </PreviousRouteProvider>
              </BrowserRouter>
            </SnackbarProvider>
          </ThemeProvider>
        </QueryClientProvider>
      </Provider>
    </StyledEngineProvider>,
  );
}

start();
