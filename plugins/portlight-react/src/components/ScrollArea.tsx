import { styled } from '@mui/material/styles';
import { forwardRef, type ComponentProps } from 'react';

const Area = styled('div')({
  overflow: 'auto',
  overscrollBehaviorX: 'contain',
  '&:focus-visible': { outlineOffset: -2 },
});

/** Content that scrolls by itself, hence reachable by keyboard even when nothing in it is. */
export const ScrollArea = forwardRef<
  HTMLDivElement,
  ComponentProps<typeof Area> & { label: string }
>(({ label, ...rest }, ref) => (
  <Area ref={ref} tabIndex={0} role="group" aria-label={label} {...rest} />
));
