import type { SeedPetitionText } from '../shape.ts';

export const english: SeedPetitionText = {
  title: 'Sign the decree: end the mobilisation in writing',
  demand:
    'We demand that the President of the Russian Federation sign and publish a decree that formally ends the partial mobilisation declared on 21 September 2022.',
  addressee: 'The President of the Russian Federation',
  act: 'A published decree of the President that ends the partial mobilisation declared by Decree No. 647 of 21 September 2022',
  body: `On 21 September 2022 the President of the Russian Federation signed Decree No. 647 and declared a partial mobilisation. The decree took effect the same day. The published text names no day on which the mobilisation ends.

## What was said and what was never signed

On 28 October 2022 the defence minister reported that the mobilisation of 300,000 people was complete. On 31 October the president said that it was over, and that he would ask lawyers whether a decree was needed. Later that autumn his spokesman said that there were “no discussions” of a second wave.

No decree ending it followed. Summonses kept coming.

## Why a promise is not enough

A decree is ended by a decree. Words spoken before the cameras can be forgotten, reinterpreted or taken back the next day, and they are nothing to rely on in court.

Under Decree No. 647, soldiers’ contracts stay in force until the period of partial mobilisation ends. As long as no act ends that period, a contract signed for a fixed term has no last day. Those who were called up do not know when they will come home. Nor do their children, their parents, their wives.

And as long as nothing is published, enlistment offices and courts may carry on as if the mobilisation had never stopped. A person with a summons in hand has something heard on television, and no document to answer with.

## What we demand

We are mothers and wives, lawyers and medics, students and teachers, veterans and believers, in Russia and abroad. We disagree about much. We agree on this: what began with a signature must end with one. By signing, you demand that the president sign and officially publish a decree that:

- ends the partial mobilisation declared by Decree No. 647, and names the day;
- stops every call-up under that decree and cancels the summonses issued on its strength;
- ends the extension of contracts, so that those who were mobilised, and those whose term has run out, can go home;
- is published in full, with no part kept from the public.

Another announcement will not meet this demand. Only a signed and published decree will.
`,
};
