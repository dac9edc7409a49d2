import { apiBaseUrl, isReadableOnTheWay } from './settings';

jest.mock('@kinvolk/headlamp-plugin/lib', () => ({
  ConfigStore: class {},
}));

describe("the portal's API address", () => {
  it.each([
    ['https://portal.example.com', 'https://portal.example.com/api/portlight'],
    [' http://127.0.0.1:7007/ ', 'http://127.0.0.1:7007/api/portlight'],
    ['https://example.com/portal/', 'https://example.com/portal/api/portlight'],
  ])('of %s is %s', (portal, api) => {
    expect(apiBaseUrl(portal)).toBe(api);
  });

  it.each([
    ['portal.example.com', /not a URL/],
    ['file:///etc/passwd', /https:\/\/ or http:\/\//],
    ['https://me:secret@example.com', /Leave user and password out/],
  ])('%s is refused', (portal, message) => {
    expect(() => apiBaseUrl(portal)).toThrow(message);
  });
});

describe('a token', () => {
  it.each([
    ['https://portal.example.com', 'secret', false],
    ['http://portal.example.com', 'secret', true],
    ['http://portal.example.com', '', false],
    ['http://127.0.0.1:7007', 'secret', false],
    ['http://', 'secret', false],
  ])('sent to %s (%j) is readable on the way: %s', (portalUrl, token, is) => {
    expect(isReadableOnTheWay({ portalUrl, token })).toBe(is);
  });
});
