import { type Display, displays } from '@/lib/signature/shown-name.ts';
import type { Visit } from '../frame.tsx';

/** How the name may be shown on a public petition: not at all, unless somebody chooses otherwise (PV-08). */
export function DisplayField({ chosen, visit: { say } }: { chosen: Display; visit: Visit }) {
  return (
    <fieldset>
      <legend>{say('display.legend')}</legend>
      {displays.map((display) => (
        <div className="box" key={display}>
          <input
            type="radio"
            id={`display_${display}`}
            name="display"
            value={display}
            defaultChecked={display === chosen}
          />
          <label htmlFor={`display_${display}`}>{say(`display.${display}`)}</label>
        </div>
      ))}
    </fieldset>
  );
}
