import type { MetricFamily } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useMemo, useState } from 'react';
import {
  Empty,
  formatCount,
  formatQuantity,
  Note,
  Section,
  Status,
  Toolbar,
} from '../components';
import { SearchBox } from '../components/table/SearchBox';
import { usePortlightHost } from '../host/PortlightProvider';
import { FamilyDetail, type FamilyContext } from './FamilyDetail';
import { filterFamilies } from './filterFamilies';
import { formatOpenFamilies, parseOpenFamilies } from './openFamilies';
import { useFavourites } from './useFavourites';
import { withParameter } from '../components/urlState';

/** So many are listed until more are asked for: a page of thousands helps nobody to find one. */
const FIRST = 60;

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  border: '1px solid var(--portlight-divider)',
  borderRadius: 'var(--portlight-radius)',
  background: 'var(--portlight-surface)',
  '& > li + li': { borderTop: '1px solid var(--portlight-divider)' },
  '& .row': {
    display: 'flex',
    alignItems: 'stretch',
    minHeight: 40,
  },
  '& .row button': {
    appearance: 'none',
    border: 0,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
  },
  '& .row .star': {
    flex: 'none',
    width: 38,
    padding: 0,
    color: 'var(--portlight-muted)',
    textAlign: 'center',
  },
  '& .row .star[aria-pressed="true"]': { color: 'var(--portlight-warn)' },
  '& .open': {
    flex: 1,
    minWidth: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) 230px',
    alignItems: 'center',
    gap: '0 16px',
    padding: '4px 12px 4px 0',
  },
  '& .open:hover': { background: 'var(--portlight-hover)' },
  '& .name': { fontWeight: 500, overflowWrap: 'anywhere' },
  '& .help': {
    color: 'var(--portlight-muted)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& .facts': {
    color: 'var(--portlight-muted)',
    textAlign: 'right',
    whiteSpace: 'nowrap',
  },
  '& .detail': {
    padding: '4px 16px 12px 38px',
    minWidth: 0,
  },
  '@media (max-width: 640px)': {
    '& .open': {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      '& .help': { display: 'none' },
    },
    '& .detail': { padding: '4px 12px 12px' },
  },
});

/** Every family of metrics: searched, kept at hand, and opened as the chart of its type. */
export function FamilyList(props: {
  families: readonly MetricFamily[];
  /** Peers that answered. */
  answered: number;
  context: FamilyContext;
}) {
  const { families, answered, context } = props;
  const { search, setSearch } = usePortlightHost();
  const [favourites, toggleFavourite] = useFavourites();
  const [isWhole, setWhole] = useState(false);
  const text = (new URLSearchParams(search).get('q') ?? '').slice(0, 253);
  const open = parseOpenFamilies(search);
  const found = useMemo(
    () => filterFamilies(families, text, favourites),
    [families, text, favourites],
  );
  const listed = isWhole ? found : found.slice(0, FIRST);
  // From an address that was kept or typed: nothing in the list would tell why it is not there.
  const absent = useMemo(() => {
    const names = new Set(families.map(({ name }) => name));
    return parseOpenFamilies(search).filter(name => !names.has(name));
  }, [families, search]);
  const close = (name: string) =>
    setSearch(
      formatOpenFamilies(
        search,
        open.filter(other => other !== name),
      ),
    );
  return (
    <Section
      title="All metrics"
      note={
        text
          ? `${formatCount(found.length)} of ${formatCount(families.length)}`
          : formatCount(families.length)
      }
    >
      <Toolbar>
        <SearchBox
          label="metrics"
          value={text}
          onChange={value =>
            setSearch(withParameter(search, 'q', value || undefined))
          }
        />
      </Toolbar>
      {absent.map(name => (
        <Note
          key={name}
          kind="unknown"
          action={
            <Button
              size="small"
              aria-label={`Close ${name}`}
              onClick={() => close(name)}
            >
              Close
            </Button>
          }
        >
          No peer exposes <code>{name}</code> now.
        </Note>
      ))}
      {found.length === 0 ? (
        <Empty
          title={`No metric matches "${text}"`}
          action={{
            label: 'Clear the search',
            onClick: () => setSearch(withParameter(search, 'q', undefined)),
          }}
        >
          Names and descriptions of {formatQuantity(families.length, 'metric')}{' '}
          were searched.
        </Empty>
      ) : (
        <List>
          {listed.map(family => (
            <FamilyRow
              key={family.name}
              family={family}
              answered={answered}
              context={context}
              isFavourite={favourites.has(family.name)}
              onFavourite={() => toggleFavourite(family.name)}
              isOpen={open.includes(family.name)}
              onOpen={isOpen =>
                setSearch(
                  formatOpenFamilies(
                    search,
                    isOpen
                      ? [...open, family.name]
                      : open.filter(name => name !== family.name),
                  ),
                )
              }
            />
          ))}
        </List>
      )}
      {found.length > listed.length && (
        <Button size="small" onClick={() => setWhole(true)}>
          Show all {formatCount(found.length)}
        </Button>
      )}
    </Section>
  );
}

function FamilyRow(props: {
  family: MetricFamily;
  answered: number;
  context: FamilyContext;
  isFavourite: boolean;
  onFavourite(): void;
  isOpen: boolean;
  onOpen(isOpen: boolean): void;
}) {
  const { family, answered, context, isFavourite, isOpen } = props;
  const { name, type, help, series, peers, conflict } = family;
  const facts = [
    type,
    formatQuantity(series, 'series', 'series'),
    peers < answered &&
      `${formatCount(peers)} of ${formatCount(answered)} peers`,
  ].filter(Boolean);
  return (
    <li>
      <div className="row">
        <button
          type="button"
          className="star"
          aria-pressed={isFavourite}
          aria-label={`Keep ${name} at the top`}
          title={isFavourite ? 'No longer keep at the top' : 'Keep at the top'}
          onClick={props.onFavourite}
        >
          <span aria-hidden="true">{isFavourite ? '★' : '☆'}</span>
        </button>
        <button
          type="button"
          className="open"
          aria-expanded={isOpen}
          onClick={() => props.onOpen(!isOpen)}
        >
          <span className="name">
            {name}
            {conflict && (
              <>
                {' '}
                <Status status="warning" word="Peers disagree" size={13} />
              </>
            )}
          </span>
          <span className="help" title={help}>
            {help}
          </span>
          <span className="facts">{facts.join(', ')}</span>
        </button>
      </div>
      {isOpen && (
        <div className="detail">
          <FamilyDetail family={family} context={context} />
        </div>
      )}
    </li>
  );
}
