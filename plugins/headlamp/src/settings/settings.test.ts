import { apiBaseUrl } from './settings';

jest.mock('@kinvolk/headlamp-plugin/lib', () => ({
  ConfigStore: class {},
}));

describe("the portal's API address", () => {
  it.each([
    ['https://portal.example.com', 'https://portal.example.com/api/portlight'],
    [
      ' http://127.0.0.1:7007/ ',
      'http://127.0.0.1:7007/api/portlight',
    ],
    [
      'https://example.com/portal/',
      'https://example.com/portal/api/portlight',
    ],
  ])('of %s is %s', (portal, api) => {
    expect(apiBaseUrl(portal)).toBe(api);
  });

  it.each([
    ['portal.example.com', /not a URL/],
    ['javascript:alert(1)', /https:\/\/ or http:\/\//],
    ['https://me:secret@example.com', /Leave user and password out/],
  ])('%s is refused', (portal, message) => {
    expect(() => apiBaseUrl(portal)).toThrow(message);
  });
});
