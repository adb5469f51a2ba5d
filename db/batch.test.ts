import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { batchWrites } from './batch.ts';

/** Statements that end when the test says so. */
function heldStatements() {
  const statements: { rows: readonly number[]; end: () => void }[] = [];
  const write = (rows: readonly number[]) =>
    new Promise<readonly string[]>((resolve) => {
      statements.push({ rows, end: () => resolve(rows.map((row) => `row ${row}`)) });
    });
  return { statements, write };
}

test('rows that arrive together share a statement', async () => {
  const { statements, write } = heldStatements();
  const put = batchWrites(write);
  const answers = Promise.all([1, 2, 3].map(put));
  await expect.poll(() => statements.map(({ rows }) => rows)).toEqual([[1, 2, 3]]);
  statements[0]?.end();
  await answers;
});

test('nobody is answered before the write has ended', async () => {
  const { statements, write } = heldStatements();
  let answered = false;
  const answer = batchWrites(write)(1).then(() => {
    answered = true;
  });
  await expect.poll(() => statements.length).toBe(1);
  await sleep(20);
  expect(answered).toBe(false);
  statements[0]?.end();
  await answer;
  expect(answered).toBe(true);
});

test('a statement that hangs gives its callers up and its place free', async () => {
  const { statements, write } = heldStatements();
  const put = batchWrites(write, { rows: 1, statements: 1 });
  await expect(put(1)).rejects.toThrow('did not answer in time');
  const answer = put(2);
  await expect.poll(() => statements.length).toBe(2);
  statements[1]?.end();
  expect(await answer).toBe('row 2');
});

test('everybody gets the answer of their own row', async () => {
  const put = batchWrites(async (rows: readonly number[]) => rows.map((row) => row * 2), { rows: 7, statements: 2 });
  const numbers = Array.from({ length: 100 }, (_, n) => n);
  expect(await Promise.all(numbers.map(put))).toEqual(numbers.map((n) => n * 2));
});

test('a statement carries no more rows than its limit, and no more statements run at once than theirs', async () => {
  const { statements, write } = heldStatements();
  const put = batchWrites(write, { rows: 2, statements: 2 });
  const answers = Promise.all([1, 2, 3, 4, 5].map(put));
  await expect.poll(() => statements.length).toBe(2);
  await sleep(20);
  expect(statements.map(({ rows }) => rows)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  statements[0]?.end();
  await expect.poll(() => statements.length).toBe(3);
  for (const statement of statements) statement.end();
  expect(await answers).toHaveLength(5);
});

test('a row that makes a shared statement fail fails alone', async () => {
  const put = batchWrites(async (rows: readonly number[]) => {
    if (rows.includes(3)) throw new Error('Not three.');
    return rows;
  });
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(put));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(outcomes[2]).toMatchObject({ reason: { message: 'Not three.' } });
});

test('answers that do not match the rows are given to nobody', async () => {
  const put = batchWrites(async () => [1, 2, 3]);
  await expect(put('row')).rejects.toThrow('another number of rows');
});

test('after a fault writing goes on', async () => {
  let isAway = true;
  const put = batchWrites(async (rows: readonly number[]) => {
    if (isAway) throw new Error('Away.');
    return rows;
  });
  await expect(put(1)).rejects.toThrow('Away.');
  isAway = false;
  expect(await put(2)).toBe(2);
});
