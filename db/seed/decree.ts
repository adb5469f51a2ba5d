import { communities } from './decree/partners.communities.ts';
import { professions } from './decree/partners.professions.ts';
import { arabic } from './decree/petition.ar.ts';
import { german } from './decree/petition.de.ts';
import { english } from './decree/petition.en.ts';
import { russian } from './decree/petition.ru.ts';
import { ukrainian } from './decree/petition.uk.ts';
import { record } from './decree/record.ts';
import { update } from './decree/update.ts';
import type { SeedPetition } from './shape.ts';

export const decree: SeedPetition = {
  coalition: {
    slug: 'sixteen-for-the-decree',
    name: {
      en: 'Example: Sixteen for the Decree',
      ru: 'Пример: Шестнадцать за указ',
      uk: 'Приклад: Шістнадцять за указ',
      de: 'Beispiel: Sechzehn für den Erlass',
      ar: 'مثال: ست عشرة مجموعة من أجل المرسوم',
    },
  },
  partners: [...communities, ...professions],
  campaign: {
    slug: 'end-mobilisation-by-decree',
    title: {
      en: 'End the mobilisation by decree',
      ru: 'Завершить мобилизацию указом',
      uk: 'Завершити мобілізацію в Росії указом',
      de: 'Die Mobilmachung per Erlass beenden',
      ar: 'إنهاء التعبئة في روسيا بمرسوم',
    },
    goal: {
      en: 'A signed and published decree of the President of Russia that formally ends the partial mobilisation of 2022.',
      ru: 'Подписанный и опубликованный указ президента России, который официально прекращает частичную мобилизацию 2022 года.',
      uk: 'Підписаний та оприлюднений указ президента Росії, який офіційно припиняє часткову мобілізацію 2022 року.',
      de: 'Ein unterzeichneter und veröffentlichter Erlass des Präsidenten Russlands, der die Teilmobilmachung von 2022 förmlich beendet.',
      ar: 'مرسوم موقَّع ومنشور يصدره رئيس روسيا وينهي رسميًا التعبئة الجزئية المعلنة عام 2022.',
    },
  },
  petition: {
    slug: 'decree-ending-mobilisation',
    texts: { en: english, ru: russian, uk: ukrainian, de: german, ar: arabic },
    goalSteps: [500, 1000, 5000, 20000, 100000],
  },
  record,
  update,
  shareLinks: [
    { code: 'k7m2qa', partner: null, channel: 'link' },
    { code: 'w4hx9t', partner: null, channel: 'telegram' },
    { code: 'p6nd3z', partner: null, channel: 'poster' },
    { code: 'r8vc5j', partner: 'mothers-ural', channel: 'telegram' },
    { code: 'b3ty7k', partner: 'mothers-ural', channel: 'vk' },
    { code: 'g9qs4m', partner: 'waiting-families', channel: 'whatsapp' },
    { code: 'x2fa8u', partner: 'evening-lawyers', channel: 'signal' },
    { code: 'd5zp6e', partner: 'three-cities', channel: 'telegram' },
    { code: 'n7rh2c', partner: 'five-parishes', channel: 'mail' },
    { code: 'y4ug9b', partner: 'five-countries', channel: 'whatsapp' },
  ],
};
