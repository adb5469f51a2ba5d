import type { SeedPetitionText } from '../shape.ts';

export const german: SeedPetitionText = {
  title: 'Worte genügen nicht: Beenden Sie die Mobilmachung per Erlass',
  demand:
    'Wir fordern den Präsidenten der Russischen Föderation auf, einen Erlass zu unterzeichnen und zu veröffentlichen, der die am 21. September 2022 angeordnete Teilmobilmachung förmlich beendet.',
  addressee: 'Der Präsident der Russischen Föderation',
  act: 'Ein veröffentlichter Erlass (Ukas) des Präsidenten, der die mit Erlass Nr. 647 vom 21. September 2022 angeordnete Teilmobilmachung beendet',
  body: `Am 21. September 2022 unterzeichnete der Präsident der Russischen Föderation den Erlass (Ukas) Nr. 647 und ordnete eine Teilmobilmachung an. Der Erlass trat noch am selben Tag in Kraft. Wann die Mobilmachung endet, steht im veröffentlichten Text nicht.

## Was gesagt und was nie unterschrieben wurde

Am 28. Oktober 2022 meldete der Verteidigungsminister, die Mobilmachung von 300.000 Menschen sei abgeschlossen. Am 31. Oktober erklärte der Präsident, sie sei beendet; ob es dafür eines Erlasses bedürfe, wolle er Juristen fragen. Später im selben Herbst sagte sein Sprecher, über eine zweite Welle gebe es „keine Diskussionen“.

Ein Erlass über das Ende folgte nicht. Einberufungsbescheide wurden weiterhin zugestellt.

## Warum ein Versprechen nicht genügt

Ein Erlass wird durch einen Erlass beendet. Was vor Kameras gesagt wird, lässt sich vergessen, umdeuten oder am nächsten Tag zurücknehmen, und vor Gericht kann sich niemand darauf stützen.

Nach Erlass Nr. 647 gelten die Verträge der Soldaten bis zum Ende der Teilmobilmachung weiter. Solange kein Rechtsakt dieses Ende herbeiführt, hat auch ein befristeter Vertrag keinen letzten Tag. Die Einberufenen wissen nicht, wann sie nach Hause kommen. Ihre Kinder, ihre Eltern und ihre Frauen wissen es auch nicht.

Und solange nichts veröffentlicht ist, können Militärkommissariate und Gerichte so verfahren, als hätte die Mobilmachung nie aufgehört. Wer einen Einberufungsbescheid in der Hand hält, hat dann nur etwas im Fernsehen gehört und kein Dokument, das er entgegenhalten könnte.

## Was wir fordern

Wir sind Mütter und Ehefrauen, Anwältinnen und Ärzte, Studierende und Lehrkräfte, Veteranen und Gläubige, in Russland und im Ausland. In vielem sind wir uneins, in einem nicht: Was mit einer Unterschrift begonnen hat, muss mit einer Unterschrift enden. Mit Ihrer Unterschrift fordern Sie, dass der Präsident einen Erlass unterzeichnet und amtlich veröffentlicht, der

- die mit Erlass Nr. 647 angeordnete Teilmobilmachung beendet und den Tag ihres Endes nennt;
- jede Einberufung nach diesem Erlass einstellt und die auf seiner Grundlage ergangenen Bescheide aufhebt;
- die Verlängerung der Verträge beendet, damit die Einberufenen und alle, deren Vertragszeit abgelaufen ist, nach Hause können;
- vollständig veröffentlicht wird, ohne geheim gehaltene Teile.

Eine weitere Ankündigung erfüllt diese Forderung nicht. Das kann nur ein unterzeichneter und veröffentlichter Erlass.
`,
};
