import type { CostNotice } from '@portlight/plugin-portlight-common';
import { formatQuantity, HostLink, Note } from '../../components';

/** Notices that only narrow what is shown; the others are about how far it can be trusted. */
const HARMLESS = new Set([
  'restricted',
  'window-clamped',
  'ownership-of-later-day',
]);

const SHOWN_CLUSTERS = 5;

function places({ clusters = [], hours }: CostNotice): string | undefined {
  const named = clusters.slice(0, SHOWN_CLUSTERS).join(', ');
  const more = clusters.length - SHOWN_CLUSTERS;
  return (
    [
      hours !== undefined && formatQuantity(hours, 'hour'),
      named && (more > 0 ? `${named} and ${more} more` : named),
    ]
      .filter(Boolean)
      .join(', ') || undefined
  );
}

/** What has to be known to read the figures below. */
export function CostNotices(props: { notices: readonly CostNotice[] }) {
  return (
    <>
      {props.notices.map(notice => (
        <Note
          key={`${notice.code}/${notice.message}`}
          kind={HARMLESS.has(notice.code) ? 'info' : 'warning'}
          more={places(notice)}
          action={
            notice.code === 'default-prices' && (
              <HostLink to={{ page: 'costs', tab: 'accuracy' }}>
                Prices
              </HostLink>
            )
          }
        >
          {notice.message}
        </Note>
      ))}
    </>
  );
}
