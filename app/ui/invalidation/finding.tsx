import type { ReactNode } from 'react';
import { emptyFilter, type TypedFilter } from '@/lib/invalidation/fields.ts';
import { KeptFilter } from './filter-fields.tsx';
import { pathOf, type SignaturesView } from './places.tsx';

interface FoundProps extends SignaturesView {
  readonly title: string;
  readonly lead: string;
  readonly children: readonly ReactNode[];
}

/** One kind of signal with its findings. */
export function Found({ children, lead, title, visit }: FoundProps) {
  return (
    <section>
      <h2>{title}</h2>
      {children.length === 0 ? (
        <p>{visit.say('signal.none')}</p>
      ) : (
        <>
          <p className="soft">{lead}</p>
          <ul className="list">{children}</ul>
        </>
      )}
    </section>
  );
}

interface FindingProps extends SignaturesView {
  readonly filter: Partial<TypedFilter>;
  readonly children: ReactNode;
}

/** One thing that stands out, and two ways on: look at the signatures, or begin a removal of them. */
export function Finding({ children, filter, ...view }: FindingProps) {
  const { say } = view.visit;
  const typed = { ...emptyFilter, ...filter };
  return (
    <li>
      <p>{children}</p>
      <div className="row small">
        <form method="post" action={pathOf(view, 'signatures')}>
          <KeptFilter typed={typed} />
          <button type="submit" className="plain">
            {say('signal.see')}
          </button>
        </form>
        <form method="post" action={pathOf(view, 'invalidations/new')}>
          <KeptFilter typed={typed} />
          <button type="submit" className="plain">
            {say('invalidation.new')}
          </button>
        </form>
      </div>
    </li>
  );
}
