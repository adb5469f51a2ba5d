import type { SeedRecordLine } from '../shape.ts';

export const record: SeedRecordLine[] = [
  {
    happenedOn: '2022-10-28',
    who: {
      en: 'The defence minister',
      ru: 'Министр обороны',
      uk: 'Міністр оборони',
      de: 'Der Verteidigungsminister',
      ar: 'وزير الدفاع',
    },
    form: 'spoken',
    summary: {
      en: 'Reports to the president that the mobilisation of 300,000 people is complete and that no new measures are planned.',
      ru: 'Докладывает президенту, что мобилизация 300 000 человек завершена и новых мер не планируется.',
      uk: 'Доповідає президентові, що мобілізацію 300 000 осіб завершено і нових заходів не заплановано.',
      de: 'Meldet dem Präsidenten, die Mobilmachung von 300.000 Menschen sei abgeschlossen und weitere Maßnahmen seien nicht geplant.',
      ar: 'يبلغ الرئيس بأن تعبئة 300 ألف شخص قد اكتملت، وبأنه لا إجراءات جديدة مقررة.',
    },
    source: {
      en: 'Televised meeting with the president',
      ru: 'Встреча с президентом, показанная по телевидению',
      uk: 'Зустріч із президентом, показана по телебаченню',
      de: 'Im Fernsehen gezeigtes Treffen mit dem Präsidenten',
      ar: 'لقاء متلفز مع الرئيس',
    },
    sourceUrl: null,
  },
  {
    happenedOn: '2022-10-31',
    who: {
      en: 'The president',
      ru: 'Президент',
      uk: 'Президент',
      de: 'Der Präsident',
      ar: 'الرئيس',
    },
    form: 'spoken',
    summary: {
      en: 'Says that the mobilisation is over and that he will ask lawyers whether a decree is needed. He signs none.',
      ru: 'Говорит, что мобилизация окончена и что он спросит у юристов, нужен ли указ. Указа не подписывает.',
      uk: 'Каже, що мобілізацію закінчено і що він запитає в юристів, чи потрібен указ. Указу не підписує.',
      de: 'Sagt, die Mobilmachung sei beendet und er werde Juristen fragen, ob es eines Erlasses bedürfe. Er unterzeichnet keinen.',
      ar: 'يقول إن التعبئة انتهت، وإنه سيسأل الخبراء القانونيين إن كان الأمر يستلزم مرسومًا. ولا يوقّع أي مرسوم.',
    },
    source: {
      en: 'Press conference, as broadcast',
      ru: 'Пресс-конференция, показанная в эфире',
      uk: 'Пресконференція, показана в ефірі',
      de: 'Im Fernsehen übertragene Pressekonferenz',
      ar: 'مؤتمر صحفي، كما بُثّ',
    },
    sourceUrl: null,
  },
  {
    happenedOn: '2022-11',
    who: {
      en: 'The president’s spokesman',
      ru: 'Пресс-секретарь президента',
      uk: 'Речник президента',
      de: 'Der Sprecher des Präsidenten',
      ar: 'المتحدث باسم الرئيس',
    },
    form: 'spoken',
    summary: {
      en: 'Says that there are “no discussions” of a second wave of mobilisation.',
      ru: 'Говорит, что о второй волне мобилизации «обсуждений нет».',
      uk: 'Каже, що про другу хвилю мобілізації «обговорень немає».',
      de: 'Sagt, über eine zweite Welle der Mobilmachung gebe es „keine Diskussionen“.',
      ar: 'يقول إنه «لا توجد مناقشات» بشأن موجة ثانية من التعبئة.',
    },
    source: {
      en: 'Remarks to journalists',
      ru: 'Ответ на вопросы журналистов',
      uk: 'Відповідь на запитання журналістів',
      de: 'Äußerung gegenüber Journalisten',
      ar: 'تصريح للصحفيين',
    },
    sourceUrl: null,
  },
];
