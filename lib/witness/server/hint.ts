/** What the person who runs a witness can mend; its sentence explains it fully. */
export class WitnessHint extends Error {
  override readonly name = 'WitnessHint';
}
