import Dialog from '@mui/material/Dialog';
import { styled } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import {
  useEffect,
  useId,
  useRef,
  type FormEvent,
  type ReactNode,
} from 'react';
import { Root, usePortalStyle } from '../host/PortlightProvider';

const Form = styled('form')({
  display: 'flex',
  flexDirection: 'column',
  flex: '1 1 auto',
  minHeight: 0,
  '& > header': { padding: '18px 24px 12px' },
  '& > header h2': {
    margin: 0,
    fontSize: 18,
    fontWeight: 600,
    lineHeight: 1.3,
    outline: 'none',
    overflowWrap: 'anywhere',
  },
  '& > header .step': { color: 'var(--portlight-muted)', marginTop: 2 },
  '& > .content': { flex: 1, overflowY: 'auto', padding: '4px 24px 12px' },
  '& > footer': {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: 8,
    padding: '12px 24px',
    borderTop: '1px solid var(--portlight-divider)',
  },
  '& > footer .start': { marginRight: 'auto' },
  '@media (max-width: 600px)': {
    '& > header, & > .content, & > footer': {
      paddingLeft: 16,
      paddingRight: 16,
    },
  },
});

/**
 * A dialog with a title, its content and its buttons; fills a phone. A click beside it does not close it: what was
 * entered would be lost by accident.
 */
export function DialogFrame(props: {
  title: string;
  /** Below the title: `Step 1 of 3: connect`. A change of it moves the focus to the title. */
  step?: string;
  onClose(): void;
  /** What Enter and the main button do. */
  onSubmit?(): void;
  /** The buttons, the main one last. */
  actions: ReactNode;
  width?: number;
  children: ReactNode;
}) {
  const { title, step, width = 640 } = props;
  const id = useId();
  const style = usePortalStyle();
  const isPhone = useMediaQuery('(max-width: 600px)', { noSsr: true });
  const heading = useRef<HTMLHeadingElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const shownStep = useRef(step);
  useEffect(() => {
    if (shownStep.current === step) return;
    shownStep.current = step;
    heading.current?.focus();
    if (content.current) content.current.scrollTop = 0;
  }, [step]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog is inside the page's React tree, and its events bubble there.
    event.stopPropagation();
    props.onSubmit?.();
  };
  return (
    <Dialog
      open
      fullScreen={isPhone}
      onClose={(_event, reason) => {
        if (reason !== 'backdropClick') props.onClose();
      }}
      aria-labelledby={id}
      transitionDuration={0}
      style={style}
      // The row of a table that it was opened from opens on a click, and hears those in here.
      onClick={event => event.stopPropagation()}
      PaperProps={{
        style: {
          width: '100%',
          maxWidth: isPhone ? undefined : width,
          margin: isPhone ? 0 : 16,
          background: 'var(--portlight-surface)',
          backgroundImage: 'none',
        },
      }}
    >
      <Root
        data-portlight=""
        style={{
          ...style,
          display: 'flex',
          flexDirection: 'column',
          flex: '1 1 auto',
          minHeight: 0,
        }}
      >
        <Form noValidate autoComplete="off" onSubmit={submit}>
          <header>
            <h2 id={id} ref={heading} tabIndex={-1}>
              {title}
            </h2>
            {step && <div className="step">{step}</div>}
          </header>
          <div className="content" ref={content}>
            {props.children}
          </div>
          <footer>{props.actions}</footer>
        </Form>
      </Root>
    </Dialog>
  );
}
