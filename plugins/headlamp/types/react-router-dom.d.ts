// Headlamp hands React Router 5 to its plugins at run time, while this workspace has 6 for Backstage. This is the part
// of version 5 that we use.
import type { ComponentType, ReactNode } from 'react';

export function useHistory(): {
  push(to: string | { search: string }): void;
  replace(to: string | { search: string }): void;
};
export function useLocation(): { pathname: string; search: string };
export function useParams<P extends Record<string, string>>(): P;
export const Link: ComponentType<{
  to: string;
  className?: string;
  children?: ReactNode;
}>;
