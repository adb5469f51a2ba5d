import type { SeedUpdate } from '../shape.ts';

export const update: SeedUpdate = {
  texts: {
    en: {
      title: 'Sixteen groups have endorsed the text',
      body: `All sixteen partners have endorsed the text of this petition, and it can be read in five languages. It is now open for signatures.

The record so far holds three spoken statements and no signed act. If that changes, we will say so here and write to everyone who asked for letters.
`,
    },
    ru: {
      title: 'Текст одобрили шестнадцать организаций',
      body: `Все шестнадцать партнёров одобрили текст петиции, прочитать его можно на пяти языках. Сбор подписей открыт.

Пока в хронике три устных заявления и ни одного подписанного акта. Если это изменится, мы сообщим здесь и напишем всем, кто попросил присылать письма.
`,
    },
    uk: {
      title: 'Текст схвалили шістнадцять організацій',
      body: `Усі шістнадцять партнерів схвалили текст петиції, прочитати його можна п’ятьма мовами. Збір підписів відкрито.

Поки що в хроніці три усні заяви й жодного підписаного акта. Якщо це зміниться, ми повідомимо тут і напишемо всім, хто просив надсилати листи.
`,
    },
    de: {
      title: 'Sechzehn Gruppen haben dem Text zugestimmt',
      body: `Alle sechzehn Partner haben dem Text dieser Petition zugestimmt; er liegt in fünf Sprachen vor. Ab jetzt kann unterschrieben werden.

Die Chronik verzeichnet bisher drei mündliche Äußerungen und keinen unterzeichneten Rechtsakt. Sollte sich das ändern, berichten wir hier und schreiben allen, die sich E-Mails von uns wünschen.
`,
    },
    ar: {
      title: 'ست عشرة مجموعة أقرّت النص',
      body: `أقرّ الشركاء الستة عشر جميعًا نص هذه العريضة، وهو متاح بخمس لغات. وقد فُتح الآن باب التوقيع.

لا يضم السجل حتى الآن سوى ثلاثة تصريحات شفوية، وليس فيه أي نص موقَّع. فإن تغيّر ذلك، أعلنّاه هنا وكتبنا إلى كل من طلب أن نراسله.
`,
    },
  },
};
