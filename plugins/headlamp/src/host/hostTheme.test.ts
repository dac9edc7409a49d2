import { createTheme } from '@mui/material/styles';
import { hostTheme } from './hostTheme';

describe("Headlamp's look for the shared views", () => {
  it('takes the colour of links as the accent', () => {
    const theme = createTheme({
      palette: { mode: 'dark', primary: { main: '#ffffff' } },
      components: {
        MuiLink: { styleOverrides: { root: { color: '#6CB6F2' } } },
      },
    });
    expect(hostTheme(theme)).toMatchObject({
      mode: 'dark',
      primary: '#6CB6F2',
    });
  });

  it('is complete in a theme that says nothing of links', () => {
    const theme = createTheme({ palette: { primary: { main: '#123456' } } });
    expect(hostTheme(theme)).toEqual({
      mode: 'light',
      background: '#fff',
      surface: '#fff',
      text: 'rgba(0, 0, 0, 0.87)',
      textMuted: 'rgba(0, 0, 0, 0.6)',
      divider: 'rgba(0, 0, 0, 0.12)',
      primary: '#123456',
      fontFamily: '"Roboto", "Helvetica", "Arial", sans-serif',
      borderRadius: 4,
    });
  });
});
