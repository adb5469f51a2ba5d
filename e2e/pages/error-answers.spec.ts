import { expect, test } from '../support/own-petition.ts';
import { ask, askWithForm, type RawAnswer, type RawRequest } from '../support/raw.ts';
import { decreePage } from '../support/signer.ts';
import { complaintsAbout } from '../support/sound-answer.ts';
import { fromSource } from '../support/sources.ts';

/** What is refused is as safe as what is answered: each kind of door × each kind of refusal. Slow tests have 5xx. */

const token = 'A'.repeat(43);

/** A door of each kind, with its posting neighbour. */
const doors: Readonly<Record<string, { readonly page: string; readonly form: string }>> = {
  'the petition': { page: decreePage(), form: `${decreePage()}/signatures` },
  'a signer’s own page': { page: `/en/signatures/${token}`, form: `/en/signatures/${token}/confirmation` },
  'the sign-in': { page: '/sign-in', form: '/sign-in' },
  'the panel': { page: '/team/nowhere', form: '/team/nowhere/description' },
  'public numbers': { page: '/api/v1/petitions/nothing/count', form: '/api/mail/events' },
  'a logo': { page: '/coalitions/nowhere/logo.png', form: '/team/nowhere/logo' },
};

const huge = 'n'.repeat(2_000_000);

for (const [name, { form, page }] of Object.entries(doors)) {
  test(`WE-02: what ${name} refuses (404, 405, 413, 415, 403) has the policy and all safe headers`, async () => {
    const asked: readonly (readonly [what: string, request: RawRequest, statuses: readonly number[]])[] = [
      ['an address that is not there', { path: `${page}/no/such/thing` }, [404]],
      ['another method', { method: 'PUT', path: page }, [405]],
      ['deletion', { method: 'DELETE', path: form }, [405]],
      ['an unknown method', { method: 'TRACE', path: page }, [405]],
    ];
    const answers: [string, RawAnswer][] = [];
    for (const [what, request, statuses] of asked) {
      const answer = await ask(request);
      expect(statuses, `${what}: ${answer.status}`).toContain(answer.status);
      answers.push([what, answer]);
    }
    answers.push(['a body of 2 MB', await askWithForm(form, huge)]);
    answers.push(['a body of another kind', await askWithForm(form, '{}', { 'content-type': 'application/json' })]);
    answers.push(['a form from elsewhere', await askWithForm(form, 'x=1', { origin: 'https://elsewhere.example' })]);
    answers.push(['a form from nowhere', await askWithForm(form, 'x=1', { origin: 'null' })]);
    // The panel shows strangers the way in before it reads anything; the petition's form is open to everybody.
    if (name === 'the petition')
      expect(answers.slice(asked.length).map(([, { status }]) => status)).toEqual([413, 415, 403, 403]);
    for (const [what, answer] of answers) {
      expect(answer.status, what).toBeGreaterThanOrEqual(303);
      expect(answer.status, what).toBeLessThan(500);
      expect(complaintsAbout(answer), `${what} (${answer.status})`).toEqual([]);
    }
  });
}

const floods: Readonly<Record<string, { readonly times: number; readonly request: RawRequest }>> = {
  'forms for signing': {
    times: 100,
    request: { method: 'POST', path: `${decreePage()}/signatures`, body: '' },
  },
  'guessed links': { times: 60, request: { path: `/en/signatures/${token}` } },
  'public numbers': { times: 300, request: { path: '/api/v1/petitions/decree-ending-mobilisation/count' } },
};

for (const [name, { request, times }] of Object.entries(floods)) {
  test(`WE-02: too many (429) of ${name} are refused with the policy and all safe headers`, async () => {
    const source = fromSource();
    const send = () =>
      request.method === 'POST' ? askWithForm(request.path, '', source) : ask({ ...request, headers: source });
    for (let n = 0; n < times; n += 1) await send();
    const answer = await send();
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(complaintsAbout(answer)).toEqual([]);
  });
}
