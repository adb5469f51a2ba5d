/** In milliseconds. A visitor is answered within this time, whatever the database does (FA-05). */
const LONGEST_ANSWER = 4_500;

/**
 * What a handler answers, or works out on its way to that; the fault of a database that is away when it takes too
 * long. What was begun may still be finished behind the visitor's back: sending the form again does no harm.
 */
export async function answerInTime<T = Response>(answer: Promise<T> | T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('No answer in time.'), { code: 'ETIMEDOUT' })),
      LONGEST_ANSWER,
    );
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
