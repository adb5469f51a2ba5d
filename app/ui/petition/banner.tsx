import type { Visit } from '../frame.tsx';
import { Words } from '../words.tsx';

/** What the team says above every public page of its coalition; nothing when it says nothing. */
export function Banner({ text, visit }: { text: { readonly [language: string]: string } | null; visit: Visit }) {
  if (!text) return null;
  return (
    <p className="note">
      <strong>
        <Words text={text} visit={visit} />
      </strong>
    </p>
  );
}
